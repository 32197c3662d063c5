package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tocsin.cluster.secrets.SecretFiles;

/** The folder that holds all of a cluster; one launcher at a time has it. */
final class DataFolder implements AutoCloseable {

  private static final String MARKER = ".tocsin";

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes or takes the folder.
   *
   * @param fresh deletes what is in it, if it is one of ours
   * @throws Refusal if it cannot be written, belongs to something else, or is in use
   */
  static DataFolder open(Path path, boolean fresh) {
    try {
      Files.createDirectories(path);
      Path real = path.toRealPath();
      if (isEmpty(real)) {
        // The log holds what partners report: on a shared machine it is nobody else's.
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
      } else if (Files.notExists(real.resolve(MARKER))) {
        throw new Refusal(
            real + " is not empty and no data folder of Tocsin; choose another with --data");
      }
      FileChannel channel =
          FileChannel.open(
              real.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new Refusal(
            "another launcher is using " + real + "; end it, or choose another folder with --data");
      }
      if (fresh) {
        Leftovers.end(real);
        empty(real);
      }
      return new DataFolder(real, channel, lock);
    } catch (IOException e) {
      throw new Refusal(
          "the data folder " + path + " cannot be written; choose another with --data");
    }
  }

  Path path() {
    return path;
  }

  Path sub(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that begins as a copy of an example, and stays as somebody has edited it. */
  Path once(String name, Path example) {
    Path file = path.resolve(name);
    try {
      if (Files.notExists(file)) {
        SecretFiles.write(file, Files.readString(example));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static void empty(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(path) && !file.equals(path.resolve(MARKER))) {
          Files.delete(file);
        }
      }
    }
  }
}
