package dev.lifeboat.verify;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.restore.DatabaseDefinition;
import javax.sql.DataSource;

/**
 * Gives throw-away databases that backups are restored into to prove them. Thread-safe.
 *
 * <p>Every implementation passes {@code ScratchDatabaseContract}, in {@code backup-testkit}.
 */
@FunctionalInterface
public interface ScratchDatabase {
  /**
   * Makes an empty database that nobody else uses.
   *
   * @return the database, to be closed by the caller, which removes it
   * @throws dev.lifeboat.error.LifeboatException if there is none to be had
   */
  Scratch open();

  /**
   * Makes an empty database like that of an archive, so that text sorts and compares as it did in
   * the source; with another locale where there is no such one. An implementation that does not
   * care gives the same for all archives.
   *
   * @param definition what the archive says of its database
   * @return the database, to be closed by the caller, which removes it
   * @throws dev.lifeboat.error.LifeboatException if there is none to be had
   */
  default Scratch open(DatabaseDefinition definition) {
    return open();
  }

  /** One throw-away database. */
  interface Scratch extends AutoCloseable {
    /**
     * Connects to the database as a role that owns it; gives as many connections as asked for. What
     * the backup defines runs with the rights of that role, so it should have no others.
     */
    DataSource dataSource();

    /**
     * Makes ready for a backup, before anything of it is restored. Where the role of {@link
     * #dataSource()} may not create all that a database can hold, this creates what can safely be
     * created from names only, and says what cannot be proved here.
     *
     * @param toc of the backup that is to be restored; what it says may be hostile
     * @return what the restore is to leave out
     * @throws dev.lifeboat.error.LifeboatException if the server fails
     */
    default Preparation prepare(Toc toc) {
      return Preparation.NONE;
    }

    /** Where it is, for messages and evidence, without secrets. */
    String location();

    /** Removes the database and whatever was started for it; closing twice does nothing. */
    @Override
    void close();
  }
}
