package dev.lifeboat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the environment says of options that name a place or a secret and were not given: {@code
 * LIFEBOAT_REPO} for {@code --repo}, and so on. What was given counts more: a variable is passed
 * over where an option that was given excludes it.
 */
final class Variables implements IDefaultValueProvider {
  private static final String PREFIX = "LIFEBOAT_";

  private static final Set<String> BY_NAME =
      Set.of(
          "--repo",
          "--db",
          "--into",
          "--scratch",
          "--recipient",
          "--identity",
          "--passphrase-file",
          "--key-store",
          "--key-alias",
          "--signing-key",
          "--signing-passphrase-file",
          "--verify-key",
          "--new-key-store",
          "--new-key-alias",
          "--new-passphrase-file");

  /** Options that name a variable, and the variable that holds the secret itself. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "--passphrase-env", PREFIX + "PASSPHRASE",
          "--new-passphrase-env", PREFIX + "NEW_PASSPHRASE");

  /** What excludes the variable of an option. */
  private static final Map<String, List<String>> RIVALS =
      Map.of(
          "--passphrase-file", List.of("--passphrase-env"),
          "--passphrase-env", List.of("--passphrase-file"),
          "--new-passphrase-file", List.of("--new-passphrase-env"),
          "--new-passphrase-env", List.of("--new-passphrase-file"),
          "--key-store", List.of("--identity"),
          "--key-alias", List.of("--identity"));

  /** The same where they say who can decrypt a new backup. */
  private static final Map<String, List<String>> RIVALS_OF_RECIPIENTS =
      Map.of(
          "--recipient",
          List.of("--unencrypted", "--passphrase-file", "--passphrase-env", "--key-store"),
          "--passphrase-file",
          List.of("--unencrypted", "--recipient"),
          "--passphrase-env",
          List.of("--unencrypted", "--recipient"),
          "--key-store",
          List.of("--unencrypted", "--recipient", "--passphrase-file", "--passphrase-env"),
          "--key-alias",
          List.of("--unencrypted", "--recipient"));

  private final Map<String, String> environment;

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The variables that a command looks at. */
  static List<String> of(CommandSpec command) {
    return command.options().stream().flatMap(option -> variable(option).stream()).toList();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? variable(option)
            .filter(this::isSet)
            .filter(name -> rivals(option).stream().noneMatch(rival -> outweighs(rival, option)))
            .map(name -> value(option, name))
            .orElse(null)
        : null;
  }

  private String value(OptionSpec option, String variable) {
    return SECRETS.containsKey(option.longestName()) ? variable : environment.get(variable);
  }

  /** Whether another option was given, or comes before this one in the environment too. */
  private boolean outweighs(String rival, OptionSpec option) {
    OptionSpec other = option.command().findOption(rival);
    boolean given = other != null && !other.stringValues().isEmpty();
    boolean before =
        rival.equals("--recipient")
            || rival.endsWith("-file") && SECRETS.containsKey(option.longestName());
    return given || before && other != null && variable(other).filter(this::isSet).isPresent();
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  private static List<String> rivals(OptionSpec option) {
    List<String> rivals = new ArrayList<>(RIVALS.getOrDefault(option.longestName(), List.of()));
    if (option.command().name().equals("backup")) {
      rivals.addAll(RIVALS_OF_RECIPIENTS.getOrDefault(option.longestName(), List.of()));
    }
    return rivals;
  }

  /** Keys are made, and recipients of stored backups changed, by what is said in so many words. */
  private static Optional<String> variable(OptionSpec option) {
    String command = option.command().name();
    String name = option.longestName();
    if (command.equals("keygen") || command.equals("rekey") && name.equals("--recipient")) {
      return Optional.empty();
    }
    return BY_NAME.contains(name)
        ? Optional.of(PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
        : Optional.ofNullable(SECRETS.get(name));
  }
}
