package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host's test may be a module: all that the contracts need is declared, and nothing is split. */
class ModulePathTest {
  private static final String MODULE = "dev.lifeboat.testkit";

  @Test
  void theContractsAreLoadedAsAModule() throws ClassNotFoundException {
    ModuleLayer layer = layer();
    Module module = layer.findModule(MODULE).orElseThrow();

    assertThat(module.isOpen(MODULE)).as("JUnit calls tests that are not public").isTrue();
    ClassLoader loader = layer.findLoader(MODULE);
    for (Class<?> contract : contracts()) {
      Class<?> loaded = loader.loadClass(contract.getName());
      assertThat(loaded.getModule()).isSameAs(module);
      assertThat(loaded.getDeclaredMethods()).hasSameSizeAs(contract.getDeclaredMethods());
    }
  }

  private static Class<?>[] contracts() {
    return new Class<?>[] {
      AuthenticatedEncryptionContract.class,
      EncryptionContract.class,
      ScratchDatabaseContract.class,
      SigningContract.class,
      StorageContract.class
    };
  }

  private static ModuleLayer layer() {
    Path[] classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("test-classes"))
            .map(Path::of)
            .toArray(Path[]::new);
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(), ModuleFinder.of(classPath), Set.of(MODULE));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
  }
}
