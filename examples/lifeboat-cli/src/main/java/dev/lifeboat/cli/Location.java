package dev.lifeboat.cli;

import dev.lifeboat.s3.S3Storage;
import dev.lifeboat.s3.S3StorageBuilder;
import dev.lifeboat.storage.DirectoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a repository lies. */
sealed interface Location {
  /** Opens it; the caller closes it. */
  Storage open();

  /** The directory, if it is one. */
  Optional<Path> directory();

  /**
   * Reads a location.
   *
   * @throws UsageException if it is none
   */
  static Location parse(String text) {
    if (text.startsWith("s3:")) {
      return Bucket.parse(text);
    }
    try {
      if (text.startsWith("file:")) {
        return new Directory(Path.of(URI.create(text)));
      }
      if (!text.matches("[A-Za-z][A-Za-z0-9+.-]+://.*") && !text.isBlank()) {
        return new Directory(Path.of(text));
      }
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    throw refused();
  }

  private static UsageException refused() {
    return new UsageException(
        "The location of the repository is neither a directory nor s3://bucket/prefix nor file:///path; correct --repo");
  }

  /**
   * A directory.
   *
   * @param path where it is
   */
  record Directory(Path path) implements Location {
    @Override
    public Storage open() {
      return DirectoryStorage.at(path);
    }

    @Override
    public Optional<Path> directory() {
      return Optional.of(path);
    }
  }

  /**
   * A bucket.
   *
   * @param builder all that was said of it
   */
  record Bucket(S3StorageBuilder builder) implements Location {
    private static final Pattern SHAPE = Pattern.compile("s3://([^/?]+)/?([^?]*)(?:\\?(.*))?");

    static Bucket parse(String text) {
      Matcher parts = SHAPE.matcher(text);
      if (!parts.matches()) {
        throw new UsageException(
            "'%s' names no bucket; write s3://bucket/prefix".formatted(shown(text)));
      }
      S3StorageBuilder builder = S3Storage.in(parts.group(1));
      String prefix = parts.group(2).replaceAll("/+$", "");
      if (!prefix.isEmpty()) {
        builder.prefix(UsageException.onRefusal(() -> new ObjectKey(prefix)));
      }
      if (parts.group(3) != null) {
        Set<String> names = new HashSet<>();
        for (String parameter : parts.group(3).split("&")) {
          requireFirst(parameter.replaceFirst("=.*", ""), names);
          apply(builder, parameter);
        }
      }
      return new Bucket(builder);
    }

    @Override
    public Storage open() {
      return builder.build();
    }

    @Override
    public Optional<Path> directory() {
      return Optional.empty();
    }

    private static void requireFirst(String name, Set<String> names) {
      if (!names.add(name)) {
        throw new UsageException(
            "--repo has the parameter '%s' twice; give it once".formatted(shown(name)));
      }
    }

    private static void apply(S3StorageBuilder builder, String parameter) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
      switch (name) {
        case "endpoint" -> builder.endpoint(endpoint(value));
        case "region" -> builder.region(value);
        case "path-style" -> pathStyle(builder, value);
        default ->
            throw new UsageException(
                "--repo has the parameter '%s', which is not known; use endpoint, region and path-style"
                    .formatted(shown(name)));
      }
    }

    private static void pathStyle(S3StorageBuilder builder, String value) {
      switch (value) {
        case "true" -> builder.pathStyle();
        case "false" -> {}
        default ->
            throw new UsageException(
                "path-style in --repo is '%s'; write true or false".formatted(shown(value)));
      }
    }

    private static URI endpoint(String value) {
      try {
        URI endpoint = URI.create(value);
        if (endpoint.getHost() != null && endpoint.getUserInfo() == null) {
          return endpoint;
        }
      } catch (IllegalArgumentException e) {
        // Refused below.
      }
      throw new UsageException(
          "The endpoint in --repo is no address; write endpoint=https://host:port, without credentials");
    }

    private static String shown(String text) {
      return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
  }
}
