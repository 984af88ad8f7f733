package dev.lifeboat.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds in which each contender has one turn: A B C, A B C, so that none has the better hour. */
final class Contest {
  private final Server server;
  private final Turn turn;
  private final int rounds;

  Contest(Server server, Turn turn, int rounds) {
    this.server = server;
    this.turn = turn;
    this.rounds = rounds;
  }

  /**
   * Lets them do it.
   *
   * @param contenders who take part
   * @param preparation statements that are run before each turn
   * @return the median of each, in their order
   */
  Map<Contender, Measurement> run(List<Contender> contenders, String... preparation)
      throws IOException, SQLException {
    Map<Contender, List<Measurement>> turns = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        if (contender.takesPart()) {
          Measurement taken = turn(contender, preparation);
          turns.computeIfAbsent(contender, key -> new ArrayList<>()).add(taken);
          System.err.printf(
              "  round %d: %s, %.2f s%n", round, contender.name(), taken.wallSeconds());
        }
      }
    }
    Map<Contender, Measurement> medians = new LinkedHashMap<>();
    turns.forEach((contender, taken) -> medians.put(contender, Measurement.median(taken)));
    return medians;
  }

  private Measurement turn(Contender contender, String... preparation)
      throws IOException, SQLException {
    Folders.remove(contender.output());
    server.run(Server.USER, preparation);
    server.run(Server.USER, "CHECKPOINT"); // what others left to be written is not its burden
    return turn.run(contender);
  }
}
