package org.tocsin.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tocsin");

  @Test
  void theContractKnowsNoFrameworkBeyondJacksonCloudEventsAndTink() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "org.tocsin.events..",
            "com.fasterxml.jackson..",
            "io.cloudevents..",
            "com.google.crypto.tink..")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tocsin.events.(*)..").should().beFreeOfCycles().check(classes);
  }
}
