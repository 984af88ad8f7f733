package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Privileges of members of extensions and of system objects come back whatever was granted, revoked
 * or owned by somebody else. The owner of such an object does not, as it does not with {@code
 * pg_dump}; so grants by the owner are compared as such.
 */
class PrivilegeShapesTest {
  /**
   * Every grant. Where nothing tells what an object came with, nothing tells either what its maker
   * had of it before somebody else owned it.
   */
  private static final String PRIVILEGES =
      """
      SELECT o.identity, x.grantee = o.owner OR x.grantee IS NULL,
        i.initprivs IS NULL AND o.owner <> 10,
        format('%s: %s may %s%s by %s', o.identity,
          CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
          x.privilege_type, CASE WHEN x.is_grantable THEN ' and grant it' END,
          CASE x.grantor WHEN o.owner THEN 'the owner' ELSE pg_get_userbyid(x.grantor) END)
      FROM (
        SELECT 1259 AS catalog, c.oid, 0 AS number, 'relation ' || c.oid::regclass AS identity,
          c.relacl AS acl, c.relowner AS owner, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS kind
        FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 1259, a.attrelid, a.attnum, 'column ' || a.attrelid::regclass || '.' || a.attname,
          a.attacl, c.relowner, 'c'
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL
        UNION ALL
        SELECT 1255, p.oid, 0, 'function ' || p.oid::regprocedure, p.proacl, p.proowner, 'f'
        FROM pg_proc p
        UNION ALL
        SELECT 1247, t.oid, 0, 'type ' || t.oid::regtype, t.typacl, t.typowner, 'T' FROM pg_type t
        UNION ALL
        SELECT 2612, l.oid, 0, 'language ' || l.lanname, l.lanacl, l.lanowner, 'l'
        FROM pg_language l
        UNION ALL
        SELECT 2615, n.oid, 0, 'schema ' || n.nspname, n.nspacl, n.nspowner, 'n'
        FROM pg_namespace n
        UNION ALL
        SELECT 2328, w.oid, 0, 'wrapper ' || w.fdwname, w.fdwacl, w.fdwowner, 'F'
        FROM pg_foreign_data_wrapper w
        UNION ALL
        SELECT 1417, s.oid, 0, 'server ' || s.srvname, s.srvacl, s.srvowner, 'S'
        FROM pg_foreign_server s
      ) AS o
      LEFT JOIN pg_init_privs i
        ON i.classoid = o.catalog AND i.objoid = o.oid AND i.objsubid = o.number
      LEFT JOIN LATERAL aclexplode(coalesce(o.acl, acldefault(o.kind::"char", o.owner))) AS x
        ON true
      WHERE o.identity !~ '(pg_temp|pg_toast)'
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void everyShapeComesBackForEveryKind(TestPostgres server) {
    try (TestDatabase source = source(server);
        TestDatabase copy = copy(source)) {
      assertSamePrivileges(source, copy);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void pgDumpSaysOfTheCopyWhatItSaysOfItsOwn(TestPostgres server) {
    PgDump judge = PgDump.require(server);
    try (TestDatabase source = source(server);
        TestDatabase copy = copy(source)) {
      judge.assertSameDump(source, copy, folder);
    }
  }

  /**
   * Its workers run at once what no dependency orders; who grants needs the schema, which all may
   * use here from the start.
   */
  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void pgRestoreWithSeveralWorkersBringsThemBackToo(TestPostgres server) {
    Program pgRestore = Program.requireAtLeast("pg_restore", Math.min(15, server.major()));
    try (TestDatabase source = source(server);
        TestDatabase copy = server.createDatabase()) {
      Path file = folder.resolve("shapes.dump");
      RoundTrip.with(DumpOptions.defaults().withCompression(new Compression.Gzip(1)))
          .dump(source, file);
      pgRestore.with("-e", "-j", 4, "-d", copy.name(), file).env(copy.environment()).succeed();
      assertSamePrivileges(source, copy);
    }
  }

  private TestDatabase copy(TestDatabase source) {
    Path file = folder.resolve("shapes.dump");
    RoundTrip.usual().dump(source, file);
    TestDatabase copy = source.server().createDatabase();
    RoundTrip.usual().restore(file, copy);
    return copy;
  }

  private static TestDatabase source(TestPostgres server) {
    install(server);
    TestDatabase source = server.createDatabase();
    source.execute("CREATE EXTENSION " + PrivilegeShapes.EXTENSION);
    source.execute("SET allow_system_table_mods = on; " + String.join(";\n", changes()));
    return source;
  }

  private static List<String> changes() {
    return Stream.of(PrivilegeShapes.changesOfMembers(), PrivilegeShapes.changesOfSystemObjects())
        .flatMap(List::stream)
        .toList();
  }

  private static void install(TestPostgres server) {
    for (String role : PrivilegeShapes.roles()) {
      server
          .admin()
          .execute(
              "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN END$$"
                  .formatted(role));
    }
    server.admin().execute("ALTER ROLE lifeboat_super SUPERUSER"); // only such own a wrapper
    String name = PrivilegeShapes.EXTENSION;
    server.addExtensionFile(
        name + ".control",
        "default_version = '1.0'\nrelocatable = false\n".getBytes(StandardCharsets.US_ASCII));
    server.addExtensionFile(
        name + "--1.0.sql", PrivilegeShapes.extensionScript().getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertSamePrivileges(TestDatabase source, TestDatabase copy) {
    Set<String> moved =
        source.query(PRIVILEGES).stream()
            .filter(row -> "t".equals(row.get(2)))
            .map(row -> row.get(0))
            .collect(Collectors.toSet());
    assertThat(moved).isNotEmpty();
    Set<String> lost = privileges(source, moved);
    Set<String> more = privileges(copy, moved);
    Set<String> same = new HashSet<>(lost);
    same.retainAll(more);
    lost.removeAll(same);
    more.removeAll(same);
    assertThat(lost).as("what the copy lacks").isEmpty();
    assertThat(more).as("what the copy has besides").isEmpty();
  }

  private static Set<String> privileges(TestDatabase database, Set<String> moved) {
    return database.query(PRIVILEGES).stream()
        .filter(row -> !("t".equals(row.get(1)) && moved.contains(row.get(0))))
        .map(row -> row.get(3))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
