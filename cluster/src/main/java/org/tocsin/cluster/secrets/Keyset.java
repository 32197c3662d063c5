package org.tocsin.cluster.secrets;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.TreeSet;

/** The key-encryption keyset as a file: Tink's JSON, AES-256-GCM, one key of it primary. */
public final class Keyset {

  /**
   * Where it lies in the folder of secrets: in a folder of its own, which a container can mount and
   * so see the file replaced.
   */
  public static final Path FILE = Path.of("sealing", "keyset.json");

  private Keyset() {}

  /** A keyset with one new key. */
  static String create() {
    try {
      AeadConfig.register();
      return text(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset can be made", e);
    }
  }

  /**
   * Adds a new key, which is primary from now on; the others still open what was wrapped under
   * them.
   *
   * @return how many keys there are now
   * @throws IOException if the file cannot be read or written, or holds no keyset
   */
  public static int rotate(Path file) throws IOException {
    try {
      AeadConfig.register();
      KeysetHandle rotated =
          KeysetHandle.newBuilder(read(file))
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      SecretFiles.write(file, text(rotated));
      return rotated.size();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no keyset that can be rotated", e);
    }
  }

  /**
   * Deletes all keys but the primary: what was wrapped under them opens no more, in whatever copy.
   *
   * @return the ids of the keys that are gone
   * @throws IOException if the file cannot be read or written, or holds no keyset
   */
  public static Set<Long> destroyOld(Path file) throws IOException {
    try {
      AeadConfig.register();
      KeysetHandle keyset = read(file);
      KeysetHandle.Builder left = KeysetHandle.newBuilder();
      var gone = new TreeSet<Long>();
      for (int i = 0; i < keyset.size(); i++) {
        KeysetHandle.Entry entry = keyset.getAt(i);
        if (entry.isPrimary()) {
          left.addEntry(
              KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId()).makePrimary());
        } else {
          gone.add(Integer.toUnsignedLong(entry.getId()));
        }
      }
      if (!gone.isEmpty()) {
        SecretFiles.write(file, text(left.build()));
      }
      return gone;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no keyset", e);
    }
  }

  /**
   * The id of the key that is in use.
   *
   * @throws IOException if the file cannot be read, or holds no keyset
   */
  public static long primary(Path file) throws IOException {
    try {
      AeadConfig.register();
      return Integer.toUnsignedLong(read(file).getPrimary().getId());
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no keyset", e);
    }
  }

  private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), InsecureSecretKeyAccess.get());
  }

  private static String text(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
  }
}
