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

/** Prometheus' own tool reads the rules for ops and tries them; it runs where it is installed. */
class RulesFileTest {

  private static final Path FOLDER = Path.of("..", "deploy", "prometheus");

  @Test
  void theRulesAreSound() throws Exception {
    promtool("check", "rules", "rules.yml");
  }

  @Test
  void theRulesFireWhenTheyShouldAndOnlyThen() throws Exception {
    promtool("test", "rules", "rules.test.yml");
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    Optional<Path> tool =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        tool.isPresent(),
        "promtool is not on the PATH, so the rules for Prometheus were not tried (Debian: apt-get install prometheus)");
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
