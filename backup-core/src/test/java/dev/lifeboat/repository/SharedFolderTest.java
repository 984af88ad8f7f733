package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ForwardingStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two sources never share a folder without knowing. */
class SharedFolderTest {
  private final MemoryStorage memory = new MemoryStorage();

  @Test
  void sourcesThatDifferByCaseAloneAreRefusedWhereThatIsOneFolder() throws Exception {
    Storage folding =
        new ForwardingStorage(memory) {
          @Override
          public Stream<String> children(Optional<ObjectKey> folder) {
            return super.children(
                folder.map(key -> new ObjectKey(key.value().toLowerCase(Locale.ROOT))));
          }
        };
    backup(folding, "school");

    backup(folding, "school");
    backup(folding, "library");
    assertThatThrownBy(() -> backup(folding, "School"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Sources 'School' and 'school' would share a folder");
  }

  @Test
  void elsewhereTheyAreTwo() throws Exception {
    backup(memory, "school");
    backup(memory, "School");

    assertThat(Repository.in(memory).sources()).containsExactly("School", "school");
  }

  private static void backup(Storage storage, String source) throws Exception {
    NewBackup plan = NewBackup.of(source, Plaintext.INSTANCE);
    try (BackupWriter writer = Repository.in(storage).begin(plan)) {
      writer.commit(new HandMadeDump("first").writeTo(writer));
    }
  }
}
