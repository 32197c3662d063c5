package org.tocsin.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.tocsin.registry.sealing.SealedParts;
import org.tocsin.registry.suggestion.NameIndex;

class ArchitectureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tocsin.registry");

  @Test
  void registryKnowsNoOtherService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tocsin.alert..", "org.tocsin.cluster..", "org.tocsin.intake..")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tocsin.registry.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheGateOfDisclosureOpensSealedParts() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.tocsin.registry.disclosure..", "org.tocsin.registry.sealing..")
        // The index of names keeps keyed hashes of what it opens, and nobody reads it.
        .and()
        .areNotAssignableTo(NameIndex.class)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(SealedParts.class)
        .check(classes);
  }
}
