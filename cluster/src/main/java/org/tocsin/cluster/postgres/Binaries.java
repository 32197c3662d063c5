package org.tocsin.cluster.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder into which PostgreSQL's programs are unpacked: its owner's only, because they are
 * executed.
 */
final class Binaries {

  private static final String UNPACKED = "PG-";
  private static final String COMPLETE = ".exists";

  private Binaries() {}

  /** Starts a server whose programs lie here; others who unpack into the same folder wait. */
  static synchronized EmbeddedPostgres start(Path folder, EmbeddedPostgres.Builder builder)
      throws IOException {
    make(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException(folder + " cannot be locked");
      }
      removeInterrupted(folder);
      return builder.setOverrideWorkingDirectory(folder.toFile()).start();
    }
  }

  /** Where tests unpack to, once for all: a folder of this user in the one for temporary files. */
  static Path shared() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("tocsin-postgres-" + System.getProperty("user.name"));
  }

  private static void make(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path ours = Files.createTempFile(folder, "owner", "");
    boolean same = Files.getOwner(ours).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
    Files.delete(ours);
    if (!same) {
      throw new IOException(folder + " belongs to somebody else; delete it");
    }
  }

  /** An unpacking that was interrupted never works again, and the library does not notice. */
  private static void removeInterrupted(Path folder) throws IOException {
    for (Path unpacked : list(folder)) {
      if (unpacked.getFileName().toString().startsWith(UNPACKED)
          && Files.notExists(unpacked.resolve(COMPLETE))) {
        Trees.delete(unpacked);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
