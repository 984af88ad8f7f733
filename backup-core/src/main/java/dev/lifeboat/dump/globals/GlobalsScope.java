package dev.lifeboat.dump.globals;

/** What is kept of the globals of the source's server. */
public enum GlobalsScope {
  /** Nothing. */
  LEFT_OUT,
  /** All but the passwords of roles. */
  WITHOUT_PASSWORDS,
  /** All, with the hashes of passwords, which only a superuser may read. */
  WITH_PASSWORDS
}
