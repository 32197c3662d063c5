package org.tocsin.cluster.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.Launcher;

class MakeSecretsTest {

  @TempDir Path folder;

  @Test
  void everySecretThatTheComposeFileNamesIsMadeOnceInAClosedFolder() throws Exception {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(0, make(secrets));
    Map<String, String> first = contents(secrets);
    assertEquals(0, make(secrets));
    assertEquals(first, contents(secrets));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
    assertTrue(first.get("smpp-password").strip().length() <= 8);
    assertTrue(first.get("staff.json").contains("\"generated\" : false"));
    var named =
        Pattern.compile("file: deploy/secrets/([^ ]+) ")
            .matcher(Files.readString(Path.of("..", "docker-compose.yml")));
    int count = 0;
    for (; named.find(); count++) {
      assertTrue(first.containsKey(named.group(1)), named.group(1) + " is not made");
    }
    assertEquals(11, count);
  }

  private static int make(Path secrets) {
    return Launcher.run(new PrintWriter(new StringWriter()), "secrets", secrets.toString());
  }

  private static Map<String, String> contents(Path secrets) throws Exception {
    var contents = new HashMap<String, String>();
    try (var files = Files.walk(secrets)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
