package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.util.Locale;
import java.util.Optional;

/** The text of keys that need a program beside age, one of its plugins, which are not run here. */
final class PluginKey {
  private static final String IDENTITY = "AGE-PLUGIN-";
  private static final String IDENTITY_END = "-1";
  private static final String RECIPIENT = "age1";

  private PluginKey() {}

  static boolean isIdentity(CharSequence text) {
    return AgeIdentity.startsWith(text, IDENTITY);
  }

  /** The name of the plugin, and nothing of the key itself. */
  static String pluginOfIdentity(CharSequence text) {
    int end = IDENTITY.length();
    while (end < text.length()
        && !AgeIdentity.startsWith(text.subSequence(end, text.length()), IDENTITY_END)) {
      end++;
    }
    // What lacks its end may be a key in the place of a name.
    return end == text.length()
        ? "unnamed"
        : text.subSequence(IDENTITY.length(), end).toString().toLowerCase(Locale.ROOT);
  }

  /**
   * The name of the plugin that a recipient is for; empty if it is a misspelt one, or age's own.
   */
  static Optional<String> pluginOfRecipient(String text) {
    try {
      String beginning = Bech32.decode(text).hrp();
      return beginning.startsWith(RECIPIENT) && !HybridRecipient.isMeant(text)
          ? Optional.of(beginning.substring(RECIPIENT.length()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static RefusedException refused(String recipient, String plugin) {
    return new RefusedException(
        "The recipient '%s' is for the age plugin %s, which is not run here; give a public key of age itself"
            .formatted(recipient, plugin));
  }
}
