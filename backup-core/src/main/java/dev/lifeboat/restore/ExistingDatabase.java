package dev.lifeboat.restore;

import javax.sql.DataSource;

/** A database that is there. */
record ExistingDatabase(DataSource dataSource) implements Target {}
