/** Lifeboat's core: dump, archive, store, prune, verify and restore PostgreSQL over plain JDBC. */
module dev.lifeboat {
  requires com.dynatrace.hash4j;
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;
  requires java.naming;
  requires transitive java.sql;
  requires org.apache.commons.compress;
  requires static transitive org.jspecify;
  requires org.lz4.java;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  exports dev.lifeboat.archive;
  exports dev.lifeboat.codec;
  exports dev.lifeboat.dump;
  exports dev.lifeboat.dump.globals;
  exports dev.lifeboat.dump.scope;
  exports dev.lifeboat.error;
  exports dev.lifeboat.event;
  exports dev.lifeboat.postgres;
  exports dev.lifeboat.repository;
  exports dev.lifeboat.restore;
  exports dev.lifeboat.restore.names;
  exports dev.lifeboat.restore.scope;
  exports dev.lifeboat.retention;
  exports dev.lifeboat.storage;
  exports dev.lifeboat.verify;
  exports dev.lifeboat;
}
