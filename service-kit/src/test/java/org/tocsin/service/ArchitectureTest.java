package org.tocsin.service;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the kit may depend on. */
class ArchitectureTest {

  private static final JavaClasses KIT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tocsin.service");

  @Test
  void theKitKnowsTheEventsAndNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.tocsin..")
                .and(resideInAPackage("org.tocsin.service..").negate())
                .and(resideInAPackage("org.tocsin.events..").negate())
                .as("are of another module than events"))
        .check(KIT);
  }

  @Test
  void onlyTheLogKnowsTheEvents() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tocsin.service.log..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.tocsin.events..")
        .check(KIT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tocsin.service.(*)..").should().beFreeOfCycles().check(KIT);
  }
}
