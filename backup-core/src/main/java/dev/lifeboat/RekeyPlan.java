package dev.lifeboat;

import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For whom backups would be encrypted instead; nothing happens until {@link #apply()}. Thread-safe.
 */
public final class RekeyPlan {
  private final List<Step> steps;
  private final List<Manifest> superseded;
  private final List<Left> left;
  private final Supplier<Rekeyed> action;

  RekeyPlan(
      List<Step> steps, List<Manifest> superseded, List<Left> left, Supplier<Rekeyed> action) {
    this.steps = List.copyOf(steps);
    this.superseded = List.copyOf(superseded);
    this.left = List.copyOf(left);
    this.action = action;
  }

  /** The backups that would be stored again, oldest first. */
  public List<Step> steps() {
    return steps;
  }

  /** What an earlier run that broke off has left superseded, and would be removed first. */
  public List<BackupId> superseded() {
    return superseded.stream().map(Manifest::id).toList();
  }

  /** The backups that would stay as they are, and why. */
  public List<Left> left() {
    return left;
  }

  /**
   * Stores each backup again with other headers, lists it in place of the old one, and removes the
   * old one; oldest first. When it fails half-way, every backup is listed once and whole; planning
   * and applying again goes on from there.
   *
   * @return what took whose place
   * @throws dev.lifeboat.error.LifeboatException if the storage fails, or what is stored is damaged
   */
  public Rekeyed apply() {
    return action.get();
  }

  /** One line for each backup. */
  @Override
  public String toString() {
    return Stream.concat(
            steps.stream().map(Step::words), left.stream().map(one -> "leave " + one.words()))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A backup that would be stored again.
   *
   * @param manifest as it is now
   * @param recipients who can decrypt it then
   */
  public record Step(Manifest manifest, List<String> recipients) {
    /** Copies what could change. */
    public Step {
      recipients = List.copyOf(recipients);
    }

    /** Which backup, and from whom to whom, in one line. */
    public String words() {
      return "rekey %s %s: for %s instead of %s"
          .formatted(
              manifest.source(),
              manifest.id(),
              String.join(", ", recipients),
              String.join(", ", manifest.encryption().recipients()));
    }
  }

  /**
   * A backup that would stay as it is.
   *
   * @param manifest of it
   * @param reason why it would
   */
  public record Left(Manifest manifest, Reason reason) {
    /** Why a backup would stay as it is. */
    public enum Reason {
      /** Anyone can read it. */
      NOT_ENCRYPTED("it is not encrypted, anyone can read it"),
      /** Who can decrypt it would not change. */
      SAME_RECIPIENTS("it is for the right recipients already");

      private final String words;

      Reason(String words) {
        this.words = words;
      }
    }

    /** Why it would stay as it is, in words. */
    public String why() {
      return reason.words;
    }

    /** Which backup, and why, in one line. */
    public String words() {
      return "%s %s: %s".formatted(manifest.source(), manifest.id(), why());
    }
  }
}
