package org.tocsin.cluster.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.tocsin.cluster.file.Folders;

/**
 * PostgreSQL's programs for this machine, unpacked into a folder that is its owner's only, because
 * they are executed.
 */
final class Programs {

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int DIGITS = 16;

  private final Path folder;

  private Programs(Path folder) {
    this.folder = folder;
  }

  /** Where tests unpack to, once for all: a folder of this user in the one for temporary files. */
  static Path shared() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("tocsin-postgres-" + System.getProperty("user.name"));
  }

  /**
   * Unpacks them if they are not there yet; others who want the same wait. What was interrupted is
   * done again.
   */
  static synchronized Programs in(Path folder) throws IOException {
    make(folder);
    byte[] archive;
    try (InputStream packed =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system(), ArchUtils.normalize(System.getProperty("os.arch")))) {
      archive = packed.readAllBytes();
    }
    Path unpacked = folder.resolve("postgres-" + digest(archive));
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException(folder + " cannot be locked");
      }
      if (Files.notExists(unpacked)) {
        Path half = folder.resolve("half");
        Folders.delete(half);
        unpack(archive, half);
        Files.move(half, unpacked, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new Programs(unpacked);
  }

  /** A command that runs one of them; as root in a namespace where it is not, which it refuses. */
  List<String> command(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * The same in a session of its own, where the system has that: a terminal sends Ctrl-C to all
   * processes of its session, and the server would end before those who use it.
   */
  List<String> commandOfItsOwn(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(command(program, arguments));
    return command;
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
  }

  private static String digest(byte[] archive) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(archive))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
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

  private static void unpack(byte[] archive, Path into) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
          throw new IOException("the archive leaves its folder");
        }
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(tar, path);
          Files.setPosixFilePermissions(
              path,
              PosixFilePermissions.fromString(
                  (entry.getMode() & 0100) == 0 ? "rw-------" : "rwx------"));
        }
      }
    }
  }
}
