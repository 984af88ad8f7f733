package dev.lifeboat.s3;

import dev.lifeboat.error.RetryableException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the pages of one listing go on: somewhere, and never where they went on before. */
final class PageMarkers {
  private final String location;
  private final Set<String> seen = new HashSet<>();

  /**
   * No page yet.
   *
   * @param location what is listed, for messages
   */
  PageMarkers(String location) {
    this.location = location;
  }

  /**
   * Where the next page begins.
   *
   * @param marker what the page says that is not the last one
   * @throws RetryableException if that leads nowhere, or back
   */
  String next(@Nullable String marker) {
    if (marker == null || marker.isEmpty()) {
      throw new RetryableException(
          "%s cut a listing short: more is to come, and it does not say where; try again, or use another store"
              .formatted(location));
    }
    if (!seen.add(marker)) {
      throw new RetryableException(
          "%s never ends a listing: it goes on twice at the same place; try again, or use another store"
              .formatted(location));
    }
    return marker;
  }
}
