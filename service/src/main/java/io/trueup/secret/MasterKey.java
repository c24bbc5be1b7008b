package io.trueup.secret;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key that every tenant's data key is encrypted with: a Tink keyset of AEAD keys, in JSON. It
 * is never in the database. It comes from the configuration (JSON, or base64 of it), from a file,
 * or, where neither is named, from a file of our own that only its user can read.
 */
public final class MasterKey {
  /** Name of the file of our own, below the storage folder. */
  public static final String FILE = "master.key";

  private static final String SETTINGS = "secrets.master_key";

  private final Optional<Path> file;
  private volatile KeysetHandle keyset;

  private MasterKey(Optional<Path> file, KeysetHandle keyset) {
    this.file = file;
    this.keyset = keyset;
  }

  /**
   * Where the key comes from.
   *
   * @param text the key itself, as JSON or as base64 of it; empty where a file holds it
   * @param file the file that holds it; empty where the configuration names none
   * @param storage folder of our own file
   */
  public record Source(String text, String file, Path storage) {
    /** What is wrong with it, one line each; does not look into the database. */
    public List<String> problems() {
      if (!text.isBlank() && !file.isBlank()) {
        return List.of("secrets.master_key and secrets.master_key_file cannot both be set");
      }
      try {
        if (!text.isBlank()) {
          parse(text, SETTINGS);
        } else if (!file.isBlank() || Files.exists(path())) {
          read(path());
        }
        return List.of();
      } catch (StartupException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }

    /** The file that holds it, or will. */
    public Path path() {
      return file.isBlank() ? storage.resolve(FILE) : Path.of(file).toAbsolutePath();
    }

    /** Whether it stands in the configuration or the environment, where it cannot be replaced. */
    public boolean inConfiguration() {
      return !text.isBlank();
    }

    @Override
    public String toString() {
      return "Source[" + (inConfiguration() ? SETTINGS : path()) + "]";
    }
  }

  /**
   * The key, made now where there is none and none is expected.
   *
   * @param inUse whether the database holds data keys already: then a key that is gone is not
   *     replaced by another, which could read none of them
   * @throws StartupException when it is missing or is no key
   */
  public static MasterKey open(Source source, boolean inUse) {
    List<String> problems = source.problems();
    if (!problems.isEmpty()) {
      String problem = problems.get(0);
      if (problem.contains(" — ")) {
        String[] parts = problem.split(" — ", 3);
        throw new StartupException(parts[0], parts[1], parts[2]);
      }
      throw new StartupException(problem, SETTINGS, "leave one of them out");
    }
    if (source.inConfiguration()) {
      return new MasterKey(Optional.empty(), parse(source.text(), SETTINGS));
    }
    Path path = source.path();
    if (!Files.exists(path)) {
      if (inUse) {
        throw new StartupException(
            "the master key is gone, and credentials in the database are encrypted with it",
            path.toString(),
            "put the file back, or set TRUEUP_MASTER_KEY to its content");
      }
      create(path);
    }
    return new MasterKey(Optional.of(path), read(path));
  }

  /** As {@link #open}, from a file that a rotation began to write. */
  static MasterKey ofFile(Path path) {
    return new MasterKey(Optional.of(path), read(path));
  }

  /** The file it came from; empty when it stands in the configuration. */
  public Optional<Path> file() {
    return file;
  }

  /** The keys as they are. */
  KeysetHandle keyset() {
    return keyset;
  }

  /**
   * Reads the file again: another process may have rotated the key since.
   *
   * @return whether there is anything new
   */
  boolean reload() {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return false;
    }
    KeysetHandle now = read(file.get());
    boolean changed = !now.equalsKeyset(keyset);
    keyset = now;
    return changed;
  }

  /** Replaces the key in its file, whole or not at all. */
  void write(Path path, KeysetHandle fresh) {
    store(path, fresh);
    keyset = fresh;
  }

  private static void create(Path path) {
    try {
      store(path, Keysets.generate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes keys of its own parameters", e);
    }
  }

  private static void store(Path path, KeysetHandle keyset) {
    try {
      Path folder = path.getParent();
      if (folder != null) {
        PrivateFiles.createFolder(folder);
      }
      PrivateFiles.write(
          path,
          TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()) + "\n");
    } catch (IOException e) {
      throw new StartupException(
          "the master key cannot be written", path.toString(), "check the folder's rights", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink writes keys of its own making", e);
    }
  }

  private static KeysetHandle read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new StartupException(
          "the master key cannot be read",
          path.toString(),
          "check that the file is there and that its user runs Trueup",
          e);
    }
    return parse(text, path.toString());
  }

  private static KeysetHandle parse(String text, String where) {
    String json = text.trim();
    if (!json.startsWith("{")) {
      try {
        json = new String(Base64.getMimeDecoder().decode(json), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw unusable(where);
      }
    }
    try {
      KeysetHandle parsed =
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
      // Keys that are no AEAD keys are noticed now, not at the first credential.
      Keysets.aead(parsed);
      return parsed;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw unusable(where);
    }
  }

  /** Without the parser's own words, which may quote what it was given. */
  private static StartupException unusable(String where) {
    return new StartupException(
        "the master key is no Tink keyset of AEAD keys",
        where,
        "give the JSON that Trueup wrote at its first start, or base64 of it");
  }
}
