package org.tocsin.events.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {

  private static final Path PAGE = Path.of("../docs/problems/invalid-event.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| \\S.* \\| \\S.* \\|$", Pattern.MULTILINE);

  @Test
  void thePageForPartnersExplainsEveryRuleAndNoOther() throws IOException {
    Set<String> explained =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rules =
        Stream.of(Rule.values()).map(Rule::code).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rules, explained, PAGE + " needs one row for each Rule, with meaning and fix");
  }
}
