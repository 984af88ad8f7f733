/** Lifeboat's embedded PostgreSQL: a server that starts by itself, to restore a backup into. */
module dev.lifeboat.embedded {
  requires transitive dev.lifeboat;
  requires embedded.postgres;
  requires java.naming;
  requires static transitive org.jspecify;
  requires org.postgresql.jdbc;

  exports dev.lifeboat.embedded;
}
