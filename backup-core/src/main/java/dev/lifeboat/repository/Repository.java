package dev.lifeboat.repository;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.UnfinishedUpload;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The backups of one or more sources in one storage. Thread-safe; the storage stays the host's.
 *
 * <p>Besides what is said of each method, all throw what {@link Storage} throws.
 */
public final class Repository {
  private final Storage storage;
  private final ManifestReader manifests;
  private final BackupSearch search;
  private final BackupReader reader;
  private final AtomicLong sequence = new AtomicLong();

  private Repository(Storage storage, ManifestReader manifests) {
    this.storage = storage;
    this.manifests = manifests;
    this.search = new BackupSearch(storage, manifests);
    this.reader = new BackupReader(storage);
  }

  /** The repository in a storage; nothing is read or written yet. */
  public static Repository in(Storage storage) {
    Given.value(storage, "the storage of the repository");
    return new Repository(storage, new ManifestReader(storage, null));
  }

  /**
   * The same, where only backups count whose manifest is signed by a key of the verifier. All
   * others are refused as damaged, whatever is asked of them.
   */
  public Repository trusting(SignatureVerifier verifier) {
    return new Repository(
        storage, manifests.strict(Given.value(verifier, "the verifier of signatures")));
  }

  /**
   * How far the host's clock is from the storage's, if by more than {@link ClockSkew#ALLOWED}.
   *
   * @param now the present, by the host's clock
   * @return what a person should know of it, in one sentence
   */
  public Optional<String> clockWarning(Instant now) {
    return ClockSkew.warning(storage, Given.value(now, "the present"));
  }

  /** Where it is, for messages. */
  public String location() {
    return storage.location();
  }

  /**
   * The names of the sources that have backups, in their order; none in an empty storage.
   *
   * @throws RefusedException if something else is kept there
   */
  public List<String> sources() {
    return new SourceFolders(storage).withManifests();
  }

  /**
   * Refuses a place where nothing was ever backed up. One whose backups were all removed passes.
   *
   * @throws RefusedException if there is no repository, or something else is kept there
   */
  public void requireExists() {
    new SourceFolders(storage).requireAny();
  }

  /** The names of the sources that have backups, or of which one was begun and never finished. */
  public List<String> sourcesWithData() {
    return new SourceFolders(storage).withData();
  }

  /**
   * The backups of a source, oldest first; none if it has none.
   *
   * @throws DamagedException if a manifest is not what was written, or is not trusted; {@link
   *     #survey} tells of the others nevertheless
   * @throws RefusedException if a newer library wrote one, or something else is kept there
   */
  public List<Manifest> list(String source) {
    return survey(source).requireAllBelieved();
  }

  /**
   * All manifests of a source, those that are not believed apart from the backups there are.
   *
   * @throws RefusedException if something else is kept there
   */
  public Survey survey(String source) {
    return search.survey(source);
  }

  /**
   * All manifests of a source, where those that are not believed may be passed over: they are
   * damaged by accident, so far as anybody knows. Where only signed backups are trusted, they are
   * not passed over, as they may be an attack.
   *
   * @throws DamagedException if only signed backups are trusted, and a manifest is not believed
   */
  public Survey dependable(String source) {
    return search.dependable(source);
  }

  /**
   * The newest backup of a source, as {@link Survey#latest} says.
   *
   * @param now the present, by the host's clock
   * @throws DamagedException if no manifest is what was written, or one is not trusted
   */
  public Optional<Manifest> latest(String source, Instant now) {
    Given.value(now, "the present");
    return dependable(source).latest(now);
  }

  /**
   * Looks a backup up, whatever its source.
   *
   * @throws DamagedException if its manifest is not what was written and no source has another of
   *     that id, or one of that id is not trusted
   */
  public Optional<Manifest> find(BackupId id) {
    return search.find(id(id));
  }

  /**
   * Looks a backup of a source up.
   *
   * @throws DamagedException if its manifest is not what was written, or is not trusted
   */
  public Optional<Manifest> find(String source, BackupId id) {
    return manifests.find(Given.value(source, "the name of the source"), id(id));
  }

  /**
   * Begins a backup.
   *
   * @return the writer, to be committed and closed by the caller
   * @throws RefusedException if the backup would not be trusted by this repository, its compression
   *     cannot be used here, or the source would share a folder with one of another name
   */
  public BackupWriter begin(NewBackup plan) {
    Given.value(plan, "what is backed up");
    SourceFolders.requireName(plan.source());
    manifests.requireTrusted(plan.signer());
    Compression.DEFAULT.requireUsable(); // that of the contents
    SourceFolders.requireOwn(storage, plan.source());
    return new BackupWriter(storage, plan, sequence.getAndIncrement(), RepositoryMark.of(storage));
  }

  /**
   * Reads the private index of a backup.
   *
   * @param decryption of it; not used for a backup that is not encrypted
   * @throws DamagedException if it is not what was written
   * @throws RefusedException if it was encrypted otherwise, or for others
   */
  public Contents contents(Manifest manifest, Decryption decryption) {
    return reader.contents(backup(manifest), keys(decryption));
  }

  /**
   * Reads the roles and tablespaces that were kept with a backup, as a script for {@code psql}. All
   * of it was found to be what was written before the reading sees its first byte, since no
   * transaction takes back what a script makes a server do.
   *
   * @param manifest of a backup that has them
   * @param decryption of it; not used for a backup that is not encrypted
   * @param reading takes the script
   * @return what the reading returned
   * @throws DamagedException if it is not what was written
   * @throws RefusedException if the backup has none
   */
  public <T> T globals(Manifest manifest, Decryption decryption, Reading<T> reading) {
    Given.value(reading, "the reading of roles and tablespaces");
    return reader.globals(backup(manifest), keys(decryption), reading);
  }

  /**
   * Opens a backup as an archive, to be restored from.
   *
   * @param contents its private index
   * @param decryption of it; not used for a backup that is not encrypted
   * @param reads how much of its volumes is read
   * @return the archive, to be closed by the caller
   * @throws DamagedException if it is not what was written
   */
  public StoredArchive open(
      Manifest manifest, Contents contents, Decryption decryption, VolumeReads reads) {
    Given.value(contents, "the contents of the backup");
    Given.value(reads, "how much of the volumes is read");
    return StoredArchive.open(reader, backup(manifest), contents, keys(decryption), reads);
  }

  /**
   * Writes all volumes, decrypted, one after another: one archive that {@code pg_restore} reads. It
   * is one only if this returns.
   *
   * @param out where to; stays open
   * @return how many bytes were written
   * @throws IOException if it cannot be written, or read to its end
   * @throws DamagedException if what is stored is not what was written
   */
  public long exportTo(Manifest manifest, Decryption decryption, OutputStream out)
      throws IOException {
    Given.value(out, "the output of the export");
    return reader.exportTo(backup(manifest), keys(decryption), out);
  }

  /** The key of a part. */
  public ObjectKey key(Manifest manifest, StoredPart part) {
    return Layout.part(backup(manifest), Given.value(part, "the part of the backup"));
  }

  /** Looks a part up: what is stored now. */
  public Optional<StoredObject> find(Manifest manifest, StoredPart part) {
    return storage.find(key(manifest, part));
  }

  /**
   * Reads a part as it is stored, from its beginning to its end.
   *
   * @return its real name, size and SHA-256; the plain size is not known. Empty if it is not there
   */
  public Optional<StoredPart> lookAt(Manifest manifest, StoredPart part) {
    return StoredBytes.lookAt(storage, key(manifest, part));
  }

  /**
   * Decrypts the beginning of a backup's contents, and reads little more.
   *
   * @param decryption of it; not used for a backup that is not encrypted
   * @throws DamagedException if it is not what was written
   * @throws RefusedException if it was encrypted otherwise, or for others
   */
  public void tryKey(Manifest manifest, Decryption decryption) {
    new KeyTrial(storage, backup(manifest))
        .open(manifest.encryption().choose(keys(decryption), manifest.id()));
  }

  /**
   * Exchanges the header of a backup's contents as {@link #rekey} would, and stores nothing.
   *
   * @throws DamagedException if it is not what was written
   * @throws RefusedException if no key at hand opens it, or a recipient is none
   */
  public void tryRekey(Manifest manifest, NewRecipients to) {
    new KeyTrial(storage, backup(manifest)).rewrap(recipients(to));
  }

  /**
   * Stores a backup again for other recipients, and lists it in place of the old one. The data is
   * copied as it is and not decrypted; only headers are written anew. When it fails, the old backup
   * is what is listed, and what was stored is removed as far as the storage allows.
   *
   * @return the backup that is now listed, with another id; the old one is superseded, and to be
   *     {@linkplain #remove removed}
   * @throws DamagedException if what is stored is not what was written
   * @throws RefusedException if no key at hand opens it, or a recipient is none
   * @throws dev.lifeboat.error.UnknownOutcomeException if the answer to the commit was lost and
   *     cannot be found out; list the backups
   */
  public Manifest rekey(Manifest manifest, NewRecipients to) {
    manifests.requireTrusted(recipients(to).signer());
    return new RekeyedCopy(storage, manifests, backup(manifest), to).run();
  }

  /** Whether a backup's manifest has a signature, by whomever. */
  public boolean isSigned(Manifest manifest) {
    try (Stream<StoredObject> objects = storage.list(Layout.manifests(backup(manifest).source()))) {
      return objects.anyMatch(object -> Layout.isSignature(object.key(), manifest.id()));
    }
  }

  /**
   * Looks whether a backup may be signed anew: it is signed by a key that this repository trusts,
   * or where it trusts all, by the key itself.
   *
   * @throws DamagedException if not
   */
  public void requireSigned(Manifest manifest, Signer signer) {
    Given.value(signer, "the signer");
    backup(manifest);
    ManifestReader strict = manifests.isStrict() ? manifests : manifests.strict(signer.verifier());
    if (!strict.find(manifest.source(), manifest.id()).equals(Optional.of(manifest))) {
      throw new DamagedException(
          "The manifest of backup %s in %s has changed since it was listed; list the backups again"
              .formatted(manifest.id(), storage.location()));
    }
  }

  /**
   * Looks whether a backup that was found is listed still.
   *
   * @throws RefusedException if it was removed meanwhile
   */
  public void requireListed(Manifest manifest) {
    if (storage.find(Layout.manifest(backup(manifest).source(), manifest.id())).isEmpty()) {
      throw new RefusedException(
          "Backup %s was removed from %s meanwhile; list the backups to see which there are"
              .formatted(manifest.id(), storage.location()));
    }
  }

  /** Takes a backup off the list; from here on it does not exist, though its data is there. */
  public void unlist(Manifest manifest) {
    storage.delete(Layout.manifest(backup(manifest).source(), manifest.id()));
  }

  /**
   * Unlists a backup, then removes its data and its evidence.
   *
   * @return how many objects and bytes are gone, the manifest aside
   */
  public Removed remove(Manifest manifest) {
    unlist(manifest);
    return removeData(manifest);
  }

  /**
   * Removes the data and the evidence of a backup that was unlisted.
   *
   * @return how many objects and bytes are gone
   * @throws RefusedException if the backup is listed
   */
  public Removed removeData(Manifest manifest) {
    return BackupRemoval.removeData(storage, backup(manifest).source(), manifest.id());
  }

  /**
   * Finds what backups that were never committed, or were unlisted, have left behind, and what
   * backups have stored that are still being made.
   */
  public List<Leftover> leftovers(String source) {
    SourceFolders.requireName(source);
    return LeftoverSearch.in(storage, source);
  }

  /**
   * Removes a left-over, which must be older than a backup takes.
   *
   * @return how many objects and bytes are gone; none if it has become a backup since it was found
   */
  public Removed sweep(Leftover leftover) {
    Given.value(leftover, "the left-over");
    if (find(leftover.source(), leftover.id()).isPresent()) {
      return Removed.NOTHING;
    }
    return BackupRemoval.removeData(storage, leftover.source(), leftover.id());
  }

  /** What uploads that are neither finished nor given up have stored, however young. */
  public List<UnfinishedUpload> unfinishedUploads() {
    return storage.unfinishedUploads();
  }

  /**
   * Removes what uploads that were neither finished nor given up have left behind.
   *
   * @param before only uploads that began before this moment, by the storage's clock
   * @return how many
   */
  public int sweepUploads(Instant before) {
    return storage.sweepUploads(Given.value(before, "the moment before which uploads began"));
  }

  /**
   * Stores a document as evidence about a backup.
   *
   * @param name such as {@code 20261122T060000Z-restore.json}
   * @return its key
   * @throws dev.lifeboat.storage.KeyExistsException if there is one of that name
   */
  public ObjectKey recordEvidence(Manifest manifest, String name, byte[] document) {
    Given.value(name, "the name of the evidence");
    Given.value(document, "the document of evidence");
    ObjectKey key = Layout.evidence(backup(manifest).source(), manifest.id()).resolve(name);
    Evidence.record(storage, key, document);
    return key;
  }

  /** All evidence about a backup, in the order of its names. */
  public List<StoredObject> evidence(Manifest manifest) {
    return Evidence.of(storage, backup(manifest));
  }

  /** The backups of a source of which there is any evidence, listed or not. */
  public Set<BackupId> idsWithEvidence(String source) {
    SourceFolders.requireName(source);
    return Evidence.ids(storage, source);
  }

  /** Reads a document of evidence. */
  public byte[] readEvidence(ObjectKey key) {
    return StoredBytes.document(storage, Given.value(key, "the key of the evidence"));
  }

  private static Manifest backup(Manifest manifest) {
    return Given.value(manifest, "the backup");
  }

  private static BackupId id(BackupId id) {
    return Given.value(id, "the id of the backup");
  }

  private static Decryption keys(Decryption decryption) {
    return Given.value(decryption, "the decryption of the backup");
  }

  private static NewRecipients recipients(NewRecipients to) {
    return Given.value(to, "the new recipients of the backup");
  }
}
