package org.tocsin.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The launcher knows the services by their addresses only. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tocsin");

  @Test
  void clusterUsesNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("org.tocsin..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("org.tocsin.cluster..")))
        .check(CLASSES);
  }

  @Test
  void theLauncherRunsWithoutQuarkusAndContainers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tocsin.cluster.fixture")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "org.testcontainers..", "org.tocsin.cluster.fixture..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tocsin.cluster.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
