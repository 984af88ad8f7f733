/** Lifeboat's embedded PostgreSQL: a server that starts by itself, to restore a backup into. */
module dev.lifeboat.embedded {
  requires transitive dev.lifeboat;
  requires embedded.postgres;
  requires java.naming;
  requires static transitive org.jspecify;
  requires org.postgresql.jdbc;

  // What the embedded.postgres library needs and, having no descriptor, cannot say.
  requires org.apache.commons.codec;
  requires org.apache.commons.compress;
  requires org.apache.commons.io;
  requires org.apache.commons.lang3;
  requires org.slf4j;
  requires org.tukaani.xz;

  exports dev.lifeboat.embedded;
}
