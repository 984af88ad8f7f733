package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.PrunePlan;
import dev.lifeboat.PruneRequest;
import dev.lifeboat.Pruned;
import dev.lifeboat.repository.Leftover;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.UnfinishedUpload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description = "Show which backups a policy keeps and why, and with --apply remove the others.")
final class PruneCommand extends Verb {
  @Mixin private RepositoryOption repository;
  @Mixin private SourceOption source;
  @Mixin private PolicyOptions policy;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "Plan as if it were then, such as 2026-11-22T06:00:00Z.")
  private @Nullable Instant now;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description =
          "How old what unfinished backups left must be before it is swept, longer than any backup"
              + " takes; default: 24h.")
  private @Nullable Duration grace;

  @Option(
      names = "--allow-overdue",
      description =
          "Also prune where no backup has succeeded for longer than three usual intervals.")
  private boolean allowOverdue;

  @Option(names = "--apply", description = "Remove what the plan says; without it, only show it.")
  private boolean apply;

  @Override
  Answer run() throws IOException {
    RetentionPolicy rules = policy.policy();
    if (rules.isEmpty()) {
      throw wrongUsage("Say what to keep, such as --keep-daily 7 --keep-weekly 4");
    }
    PruneRequest request = request(rules);
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = repository.lifeboat(storage, this).build();
      PruneRequest wanted = source.in(lifeboat).map(request::withSource).orElse(request);
      PrunePlan plan = lifeboat.planPrune(wanted);
      plan.warnings().forEach(progress()::warn);
      return apply
          ? applied(plan)
          : Answer.done(document(plan), lines(plan, outlook(plan))).asked();
    }
  }

  private PruneRequest request(RetentionPolicy rules) {
    PruneRequest request = PruneRequest.of(rules);
    request = now == null ? request : request.withNow(now);
    request = grace == null ? request : request.withGrace(grace);
    return allowOverdue ? request.withOverdue(PruneRequest.WhenOverdue.WARN) : request;
  }

  /** What was done is told whatever failed afterwards. */
  private Answer applied(PrunePlan plan) {
    Optional<Failure> failure = Optional.empty();
    try {
      plan.apply();
    } catch (RuntimeException | VirtualMachineError e) {
      if (plan.done().isNothing()) {
        throw e;
      }
      failure = Optional.of(Failure.of(e, surroundings()));
    }
    Map<String, Object> document = document(plan);
    document.put("applied", failure.isEmpty());
    document.putAll(Documents.pruned(plan.done()));
    document.put(
        "warnings",
        Stream.of(plan.warnings(), plan.done().warnings()).flatMap(List::stream).toList());
    failure.ifPresent(failed -> document.putAll(failed.document(Optional.empty())));
    failure.ifPresent(failed -> failed.explain(console()));
    return new Answer(
        failure.isEmpty() ? ExitCode.DONE : ExitCode.FAILED,
        document,
        lines(plan, words(plan.done())));
  }

  private static Map<String, Object> document(PrunePlan plan) {
    return Documents.fields(
        "applied",
        false,
        "backups",
        plan.retention().decisions().stream().map(Documents::decision).toList(),
        "superseded",
        plan.superseded().stream().map(Backup::id).toList(),
        "rejected",
        plan.rejected().stream().map(Documents::rejected).toList(),
        "leftovers",
        plan.leftovers().stream().map(left -> leftover(plan, left)).toList(),
        "waiting",
        plan.waiting().stream().map(left -> leftover(plan, left)).toList(),
        "waitingUploads",
        plan.waitingUploads().stream().map(upload -> upload(plan, upload)).toList(),
        "warnings",
        plan.warnings());
  }

  private List<String> lines(PrunePlan plan, String last) {
    List<String> lines = new ArrayList<>(decisions(plan.retention().decisions(), paint()));
    plan.superseded().forEach(old -> lines.add(words(old)));
    plan.leftovers().forEach(left -> lines.add(words(left)));
    plan.waiting().forEach(left -> lines.add(waiting(plan, left)));
    waitingUploads(plan).ifPresent(lines::add);
    lines.add(last);
    return lines;
  }

  private static String outlook(PrunePlan plan) {
    return "%s would stay and %s go; nothing was removed, add --apply to do it"
        .formatted(Words.count(plan.kept().size(), "backup"), plan.dropped().size());
  }

  static List<String> decisions(List<Decision> decisions, Paint paint) {
    Table table = new Table("", "ID", "SOURCE", "WHY");
    for (Decision decision : decisions) {
      table.add(
          decision.keeps() ? "keep" : "remove",
          decision.backup().id().toString(),
          decision.backup().source(),
          decision.why());
    }
    return table.lines(paint);
  }

  private static Map<String, Object> leftover(PrunePlan plan, Leftover left) {
    return Documents.fields(
        "source", left.source(),
        "id", left.id(),
        "objects", left.objects(),
        "sizeBytes", left.sizeBytes(),
        "sweptFrom", plan.sweptFrom(left));
  }

  private static Map<String, Object> upload(PrunePlan plan, UnfinishedUpload upload) {
    Map<String, Object> fields =
        Documents.fields("since", upload.since(), "sweptFrom", plan.sweptFrom(upload));
    upload.key().ifPresent(key -> fields.put("key", key.value()));
    upload.sizeBytes().ifPresent(size -> fields.put("sizeBytes", size));
    return fields;
  }

  private static String words(Backup old) {
    return "remove %s of %s: superseded when keys were exchanged".formatted(old.id(), old.source());
  }

  private static String words(Leftover left) {
    return "sweep %s of %s: %s, %s, left behind by a backup that was never finished"
        .formatted(
            left.id(),
            left.source(),
            Words.count(left.objects(), "object"),
            Words.size(left.sizeBytes()));
  }

  private static String waiting(PrunePlan plan, Leftover left) {
    return "leave %s of %s: %s, %s, of a backup that is unfinished or under way; swept from %s on"
        .formatted(
            left.id(),
            left.source(),
            Words.count(left.objects(), "object"),
            Words.size(left.sizeBytes()),
            Words.time(plan.sweptFrom(left)));
  }

  /** One line for all, as a backup that broke off leaves several. */
  private static Optional<String> waitingUploads(PrunePlan plan) {
    List<UnfinishedUpload> uploads = plan.waitingUploads();
    return uploads.stream()
        .map(plan::sweptFrom)
        .max(Comparator.naturalOrder())
        .map(
            last ->
                "leave %s%s, unfinished or under way; all swept from %s on"
                    .formatted(
                        Words.count(uploads.size(), "upload"), size(uploads), Words.time(last)));
  }

  /** Of no use if the storage tells it of some only. */
  private static String size(List<UnfinishedUpload> uploads) {
    return uploads.stream().allMatch(upload -> upload.sizeBytes().isPresent())
        ? ", "
            + Words.size(uploads.stream().mapToLong(upload -> upload.sizeBytes().getAsLong()).sum())
        : "";
  }

  private static String words(Pruned pruned) {
    String unlisted =
        pruned.unlisted().isEmpty()
            ? ""
            : "%s unlisted with data left, "
                .formatted(Words.count(pruned.unlisted().size(), "backup"));
    return "%s removed, %s%s swept, %s free again"
        .formatted(
            Words.count(pruned.removed().size(), "backup"),
            unlisted,
            Words.count(pruned.swept(), "left-over"),
            Words.size(pruned.freedBytes()));
  }
}
