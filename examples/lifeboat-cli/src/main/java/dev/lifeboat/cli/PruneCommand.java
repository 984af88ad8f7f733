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
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Option(names = "--apply", description = "Remove what the plan says; without it, only show it.")
  private boolean apply;

  @Override
  Answer run() throws IOException {
    RetentionPolicy rules = policy.policy();
    if (rules.isEmpty()) {
      throw wrongUsage("Say what to keep, such as --keep-daily 7 --keep-weekly 4");
    }
    PruneRequest request = PruneRequest.of(rules);
    try (Storage storage = repository.open()) {
      Lifeboat lifeboat = repository.lifeboat(storage, this).build();
      PruneRequest wanted = source.in(lifeboat).map(request::withSource).orElse(request);
      PrunePlan plan = lifeboat.planPrune(now == null ? wanted : wanted.withNow(now));
      plan.warnings().forEach(progress()::warn);
      return answer(plan, apply ? Optional.of(plan.apply()) : Optional.empty());
    }
  }

  private Answer answer(PrunePlan plan, Optional<Pruned> pruned) {
    Map<String, Object> document =
        Documents.fields(
            "applied",
            pruned.isPresent(),
            "backups",
            plan.retention().decisions().stream().map(Documents::decision).toList(),
            "superseded",
            plan.superseded().stream().map(Backup::id).toList(),
            "rejected",
            plan.rejected().stream().map(Documents::rejected).toList(),
            "leftovers",
            plan.leftovers().stream().map(PruneCommand::leftover).toList());
    pruned.ifPresent(
        gone -> {
          document.put("removed", gone.removed());
          document.put("swept", gone.swept());
          document.put("freedBytes", gone.freedBytes());
        });
    return Answer.done(document, lines(plan, pruned));
  }

  private List<String> lines(PrunePlan plan, Optional<Pruned> pruned) {
    List<String> lines = new ArrayList<>(decisions(plan.retention().decisions(), paint()));
    plan.superseded().forEach(old -> lines.add(words(old)));
    plan.leftovers().forEach(left -> lines.add(words(left)));
    lines.add(
        pruned
            .map(PruneCommand::words)
            .orElseGet(
                () ->
                    "%s would stay and %s go; nothing was removed, add --apply to do it"
                        .formatted(
                            Words.count(plan.kept().size(), "backup"), plan.dropped().size())));
    return lines;
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

  private static Map<String, Object> leftover(Leftover left) {
    return Documents.fields(
        "source", left.source(),
        "id", left.id(),
        "objects", left.objects(),
        "sizeBytes", left.sizeBytes());
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

  private static String words(Pruned pruned) {
    return "%s removed, %s swept, %s free again"
        .formatted(
            Words.count(pruned.removed().size(), "backup"),
            Words.count(pruned.swept(), "left-over"),
            Words.size(pruned.freedBytes()));
  }
}
