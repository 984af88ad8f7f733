package dev.lifeboat.cli;

import dev.lifeboat.archive.Toc;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.scope.EntryListing;
import dev.lifeboat.restore.scope.RestoreScope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Everything that says what is restored and how. */
final class RestoreOptionsMixin {
  @Mixin private TargetOption target;
  @Mixin private RestoreFilterOptions filter;
  @Mixin private ContentOptions content;
  @Mixin private NameMapOptions names;
  @Mixin private ConductOptions conduct;

  /** Whether nothing but a list is wanted. */
  boolean isList() {
    return filter.isList();
  }

  /** Where it goes. */
  TargetOption target() {
    return target;
  }

  RestoreOptions options(Verb verb) throws IOException {
    RestoreScope scope =
        new RestoreScope(
            filter.filter(),
            content.content(verb, RestoreScope.ALL.content().parts()),
            content.omissions(),
            target.properties());
    return conduct.on(RestoreOptions.defaults().with(scope).with(names.map()), verb);
  }

  /** The list of what would be restored of an archive. */
  Answer list(Toc toc, Verb verb) throws IOException {
    List<String> lines = EntryListing.of(toc, options(verb).scope());
    return Answer.done(Map.of("list", lines), lines).asked();
  }
}
