package org.tocsin.events.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps data keys under the cluster's key-encryption keyset: a Tink keyset in JSON, of which one
 * key is primary. After a rotation new data keys are wrapped under the new primary, and older ones
 * still open; a changed file is taken in within a second. Safe for use by many threads.
 */
public final class KeyEncryption {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int PREFIX_BYTES = 5;
  private static final byte PREFIX_VERSION = 1;

  private record Loaded(Aead keyset, FileTime changed, long epoch, Set<Long> epochs) {}

  private final Path file;
  private final InstantSource clock;
  private volatile Loaded loaded;
  private volatile Instant looked;

  /**
   * Reads the keyset.
   *
   * @throws IOException if the file cannot be read or holds no keyset; names the file and nothing
   *     of what is in it
   */
  public KeyEncryption(Path file, InstantSource clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.loaded = load();
    this.looked = clock.instant();
  }

  /** The data key's secret as it may lie in {@code sealing-keys}. */
  public byte[] wrap(DataKey key) {
    try {
      return current().encrypt(key.secret().getEncoded(), associated(key.name()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("32 bytes can be encrypted", e);
    }
  }

  /**
   * The data key again.
   *
   * @return empty if it was not wrapped under this keyset, not under this name, or was altered
   */
  public Optional<DataKey> unwrap(KeyName name, byte[] wrapped) {
    return decrypt(current(), name, wrapped).or(() -> decrypt(reload(), name, wrapped));
  }

  /** The id of the keyset's key under which data keys are wrapped now: its epoch. */
  public long epoch() {
    current();
    return loaded.epoch;
  }

  /** The ids of all keys in the keyset: what was wrapped under another opens no more. */
  public Set<Long> epochs() {
    current();
    return loaded.epochs;
  }

  /**
   * Under which epoch a data key was wrapped, as the ciphertext says in the clear (Tink's prefix: a
   * byte 1, then the id in four bytes); empty if it has no such prefix.
   */
  public static Optional<Long> epochOf(byte[] wrapped) {
    return wrapped.length > PREFIX_BYTES && wrapped[0] == PREFIX_VERSION
        ? Optional.of(Integer.toUnsignedLong(ByteBuffer.wrap(wrapped).getInt(1)))
        : Optional.empty();
  }

  private static Optional<DataKey> decrypt(Aead keyset, KeyName name, byte[] wrapped) {
    try {
      byte[] secret = keyset.decrypt(wrapped, associated(name));
      return secret.length == DataKey.BYTES
          ? Optional.of(new DataKey(name, new SecretKeySpec(secret, DataKey.ALGORITHM)))
          : Optional.empty();
    } catch (GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }

  private static byte[] associated(KeyName name) {
    return name.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Aead current() {
    Instant now = clock.instant();
    return looked.plus(LOOK_AGAIN).isAfter(now) ? loaded.keyset : reload();
  }

  /** A file that is being replaced, or broken, leaves the keyset as it was. */
  private synchronized Aead reload() {
    looked = clock.instant();
    try {
      if (!Files.getLastModifiedTime(file).equals(loaded.changed)) {
        loaded = load();
      }
    } catch (IOException notNow) {
      return loaded.keyset;
    }
    return loaded.keyset;
  }

  private Loaded load() throws IOException {
    try {
      AeadConfig.register();
      FileTime changed = Files.getLastModifiedTime(file);
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get());
      return new Loaded(
          keyset.getPrimitive(RegistryConfiguration.get(), Aead.class),
          changed,
          Integer.toUnsignedLong(keyset.getPrimary().getId()),
          IntStream.range(0, keyset.size())
              .mapToObj(i -> Integer.toUnsignedLong(keyset.getAt(i).getId()))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no Tink keyset of the kind AEAD");
    }
  }
}
