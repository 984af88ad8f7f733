package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;

/** Something that one worker does, on one connection. */
@FunctionalInterface
interface Work {
  /**
   * Does it.
   *
   * @param session to work with, outside of a transaction; what is left open is rolled back
   * @param halt tells that it is no use to go on
   */
  void run(Session session, Halt halt);
}
