package dev.lifeboat.dump.catalog;

/** The contents of nodes that have one entry of their own. */
final class Contents {
  private Contents() {}

  /** An object that can have a comment. */
  static Node.Content of(Draft draft, Subject subject) {
    return (node, toc) -> {
      toc.add(node, draft);
      toc.describe(node.id(), 0, subject);
    };
  }

  /**
   * An object that can have a comment and privileges.
   *
   * @param grantTarget what follows {@code GRANT … ON}
   */
  static Node.Content of(Draft draft, Subject subject, String grantTarget) {
    return (node, toc) -> {
      toc.add(node, draft);
      toc.describe(node.id(), 0, subject);
      toc.grant(node.id(), 0, subject, grantTarget);
    };
  }

  /** An object that has neither. */
  static Node.Content of(Draft draft) {
    return (node, toc) -> toc.add(node, draft);
  }
}
