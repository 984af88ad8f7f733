package dev.lifeboat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** Says in one sentence what is wrong with a command line, and what was probably meant. */
final class UsageSentence {
  /** What may be shown: anything else could hold a password, as an address does. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)(?!.*(://|secret|password))\\p{Print}{1,60}");

  private UsageSentence() {}

  static String of(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    List<String> unknown = command.getUnmatchedArguments();
    if (!unknown.isEmpty() && !(wrong.getCause() instanceof UsageException)) {
      return unknown(command, unknown);
    }
    if (wrong instanceof MissingParameterException missing) {
      return missing(command, missing.getMissing());
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return "%s is given twice; give it once".formatted(label(twice.getOverwritten()));
    }
    ArgSpec argument = wrong.getArgSpec();
    return argument == null || wrong.getValue() == null
        ? wrong.getMessage()
        : unreadable(argument, wrong);
  }

  /** What a command is called with. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String unknown(CommandLine command, List<String> words) {
    String word =
        words.stream()
            .filter(UsageSentence::isOption)
            .findFirst()
            .orElse(words.get(0))
            .replaceFirst("=.*", "");
    if (!HARMLESS.matcher(word).matches()) {
      return "%s takes no such argument; give its options by name".formatted(name(command));
    }
    if (isOption(word)) {
      return "'%s' is no option of %s%s"
          .formatted(word, name(command), meant(word, options(command)));
    }
    if (word.startsWith("@")) {
      return "There is no file '%s' to read arguments from; check its name"
          .formatted(word.substring(1));
    }
    return command.getSubcommands().isEmpty()
        ? "%s takes no argument '%s'; give its options by name".formatted(name(command), word)
        : unknownCommand(command, word);
  }

  static String unknownCommand(CommandLine root, String word) {
    return "'%s' is no command of %s%s"
        .formatted(word, name(root), meant(word, root.getSubcommands().keySet()));
  }

  private static String meant(String word, Iterable<String> known) {
    List<String> all = new ArrayList<>();
    known.forEach(all::add);
    return NearestWord.to(word, all).map("; did you mean %s?"::formatted).orElse("");
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .toList();
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  private static String missing(CommandLine command, List<ArgSpec> missing) {
    Optional<OptionSpec> withoutValue =
        missing.stream()
            .filter(OptionSpec.class::isInstance)
            .map(OptionSpec.class::cast)
            .filter(option -> isGiven(command, option))
            .findFirst();
    return withoutValue
        .map(option -> "%s needs a value; give %s".formatted(label(option), usage(option)))
        .orElseGet(
            () ->
                "%s needs %s; add %s"
                    .formatted(
                        name(command),
                        missing.stream()
                            .map(UsageSentence::usage)
                            .collect(Collectors.joining(" and ")),
                        missing.size() == 1 ? "it" : "them"));
  }

  private static boolean isGiven(CommandLine command, OptionSpec option) {
    List<String> given = command.getParseResult().expandedArgs();
    return Stream.of(option.names()).anyMatch(given::contains);
  }

  /** The message of a converter says what to give; else it is one of the words of an enum. */
  private static String unreadable(ArgSpec argument, ParameterException wrong) {
    String shown =
        HARMLESS.matcher(wrong.getValue()).matches() ? "'" + wrong.getValue() + "'" : "not that";
    if (wrong.getCause() instanceof UnreadableValue value) {
      return "%s is %s; give %s".formatted(label(argument), shown, value.getMessage());
    }
    if (argument.auxiliaryTypes()[0].isEnum()) {
      return "%s is %s; give %s".formatted(label(argument), shown, words(argument));
    }
    return "%s is %s; give %s".formatted(label(argument), shown, argument.paramLabel());
  }

  private static String words(ArgSpec argument) {
    return Stream.of(argument.auxiliaryTypes()[0].getEnumConstants())
        .map(each -> each.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String usage(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }
}
