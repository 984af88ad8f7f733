package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.Section;

/**
 * The kinds of nodes, in the order in which they are made where dependencies leave a choice.
 *
 * <p>The order follows the one that {@code pg_dump}'s output shows: what is needed most comes
 * first. Event triggers come last, since one can forbid that a materialized view is refreshed.
 */
enum NodeKind {
  SCHEMA(Section.PRE_DATA),
  LANGUAGE(Section.PRE_DATA),
  EXTENSION(Section.PRE_DATA),
  COLLATION(Section.PRE_DATA),
  TYPE(Section.PRE_DATA),
  DOMAIN_CONSTRAINT(Section.PRE_DATA),
  CAST(Section.PRE_DATA),
  TRANSFORM(Section.PRE_DATA),
  FUNCTION(Section.PRE_DATA),
  AGGREGATE(Section.PRE_DATA),
  ACCESS_METHOD(Section.PRE_DATA),
  OPERATOR(Section.PRE_DATA),
  OPERATOR_FAMILY(Section.PRE_DATA),
  OPERATOR_CLASS(Section.PRE_DATA),
  CONVERSION(Section.PRE_DATA),
  TEXT_SEARCH_PARSER(Section.PRE_DATA),
  TEXT_SEARCH_TEMPLATE(Section.PRE_DATA),
  TEXT_SEARCH_DICTIONARY(Section.PRE_DATA),
  TEXT_SEARCH(Section.PRE_DATA),
  FOREIGN_DATA_WRAPPER(Section.PRE_DATA),
  FOREIGN_SERVER(Section.PRE_DATA),
  USER_MAPPING(Section.PRE_DATA),
  SEQUENCE(Section.PRE_DATA),
  TABLE(Section.PRE_DATA),
  VIEW_RULE(Section.PRE_DATA),
  SEQUENCE_OWNER(Section.PRE_DATA),
  TABLE_ATTACH(Section.PRE_DATA),
  DEFAULT(Section.PRE_DATA),
  CHECK_CONSTRAINT(Section.PRE_DATA),
  GIVEN_PRIVILEGES(Section.PRE_DATA),
  LARGE_OBJECT(Section.PRE_DATA),
  TABLE_DATA(Section.DATA),
  SEQUENCE_VALUE(Section.DATA),
  LARGE_OBJECT_DATA(Section.DATA),
  TABLE_STATISTICS(Section.DATA),
  UNVALIDATED_CONSTRAINT(Section.POST_DATA),
  CONSTRAINT(Section.POST_DATA),
  INDEX(Section.POST_DATA),
  INDEX_ATTACH(Section.POST_DATA),
  STATISTICS(Section.POST_DATA),
  RULE(Section.POST_DATA),
  TRIGGER(Section.POST_DATA),
  FOREIGN_KEY(Section.POST_DATA),
  POLICY(Section.POST_DATA),
  PUBLICATION(Section.POST_DATA),
  PUBLICATION_MEMBER(Section.POST_DATA),
  SUBSCRIPTION(Section.POST_DATA),
  DEFAULT_ACL(Section.POST_DATA),
  REFRESH(Section.POST_DATA),
  LATE_STATISTICS(Section.POST_DATA),
  EVENT_TRIGGER(Section.POST_DATA);

  private final Section section;

  NodeKind(Section section) {
    this.section = section;
  }

  Section section() {
    return section;
  }
}
