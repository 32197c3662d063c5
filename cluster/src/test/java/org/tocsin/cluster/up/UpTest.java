package org.tocsin.cluster.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.Launcher;

/** What {@code up} refuses: one clear line and exit 1, and nothing is touched. */
class UpTest {

  @TempDir Path folder;
  private final StringWriter error = new StringWriter();

  @Test
  void aTakenPortIsNamedWithThePartThatNeedsIt() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int base = taken.getLocalPort() - 3;
      assertEquals(1, up("--data", folder.resolve("data").toString(), "--port-base", "" + base));
      assertOneLine(
          "port " + taken.getLocalPort() + ", which alert-service needs, is taken", "--port-base");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(1, up("--data", file.resolve("data").toString()));
    assertOneLine(file.resolve("data") + " cannot be written", "--data");
  }

  @Test
  void aFolderOfSomethingElseIsNotTouchedEvenIfAFreshStartIsWanted() throws Exception {
    Path other = Files.writeString(folder.resolve("letter.txt"), "keep me");
    assertEquals(1, up("--fresh", "--data", folder.toString()));
    assertOneLine("is not empty and no data folder of Tocsin");
    assertEquals("keep me", Files.readString(other));
  }

  @Test
  void aFolderThatAnotherLauncherUsesIsRefused() throws Exception {
    try (var held = DataFolder.open(folder, false)) {
      assertEquals(1, up("--data", held.path().toString()));
      assertOneLine("another launcher is using");
    }
  }

  @Test
  void aNewDataFolderIsItsOwnersOnly() throws Exception {
    try (var data = DataFolder.open(folder.resolve("data"), false)) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())));
    }
  }

  @Test
  void aFreshStartEmptiesAFolderOfOurs() throws Exception {
    Path data = folder.resolve("data");
    try (var first = DataFolder.open(data, false)) {
      Files.writeString(first.sub("inbox").resolve("sms.jsonl"), "{}\n");
    }
    try (var kept = DataFolder.open(data, false)) {
      assertTrue(Files.exists(kept.path().resolve("inbox/sms.jsonl")));
    }
    try (var fresh = DataFolder.open(data, true)) {
      assertTrue(Files.notExists(fresh.path().resolve("inbox")));
    }
  }

  private int up(String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = "up";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Launcher.run(new PrintWriter(error, true), arguments);
  }

  private void assertOneLine(String... parts) {
    String text = error.toString();
    assertEquals(1, text.lines().count(), text);
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
  }
}
