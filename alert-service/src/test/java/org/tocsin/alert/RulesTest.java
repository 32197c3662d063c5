package org.tocsin.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each of the eleven rules of alerting is the name of the tests that prove it. */
class RulesTest {

  private static final int RULES = 11;
  private static final Pattern NAMED = Pattern.compile("Rule (\\d+): .+");

  @Test
  void everyRuleIsTheNameOfATest() {
    Set<Integer> proved =
        new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("org.tocsin.alert")
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(DisplayName.class))
                .map(RulesTest::name)
                .filter(Matcher::matches)
                .map(named -> Integer.valueOf(named.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(IntStream.rangeClosed(1, RULES).boxed().collect(Collectors.toSet()), proved);
  }

  private static Matcher name(JavaMethod test) {
    return NAMED.matcher(test.getAnnotationOfType(DisplayName.class).value());
  }
}
