package org.tocsin.alert.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Prometheus' own tools read the files for ops and try them; they run where they are installed. */
class RulesFileTest {

  private static final Path FOLDER = Path.of("..", "deploy", "prometheus");

  @Test
  void theRulesAreSound() throws Exception {
    runs("promtool", "check", "rules", "rules.yml");
  }

  @Test
  void theRulesFireWhenTheyShouldAndOnlyThen() throws Exception {
    runs("promtool", "test", "rules", "rules.test.yml");
  }

  @Test
  void theConfigurationsAreSound() throws Exception {
    runs("promtool", "check", "config", "prometheus.yml", "loopback.yml");
    runs("amtool", "check-config", "alertmanager.yml");
  }

  private static void runs(String program, String... arguments)
      throws IOException, InterruptedException {
    Optional<Path> tool =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        tool.isPresent(),
        program
            + " is not on the PATH, so the files for Prometheus were not tried (Debian: apt-get install prometheus prometheus-alertmanager)");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(tool.get().toString()), Stream.of(arguments)).toList())
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), List.of(arguments) + "\n" + said);
  }
}
