package io.trueup.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of the house: a package may use only what is below it. */
@AnalyzeClasses(packages = "io.trueup", importOptions = DoNotIncludeTests.class)
final class FloorsTest {
  private static final Floors HOUSE =
      new Floors()
          // engine
          .floor("money")
          .floor("text")
          .floor("facts", "money")
          .floor("packed", "facts")
          .floor("folder", "packed")
          .floor("table")
          .floor("rulebase", "facts", "table")
          .floor("match", "facts", "text")
          .floor("stage", "rulebase", "match")
          .floor("scenario", "folder", "stage")
          .floor("compare", "folder", "stage")
          .floor("result", "stage")
          // service
          .floor("platform")
          .floor("audit", "platform")
          .floor("secret", "audit")
          .floor("user", "audit")
          .floor("oidc", "user")
          .floor("web", "oidc")
          .floor("connector", "platform", "folder")
          .floor("sync", "connector", "audit")
          .floor("integration", "sync", "secret")
          .floor("workbook")
          .floor("rulebook", "scenario", "audit", "workbook")
          .floor("decision", "facts", "audit")
          .floor("period", "decision")
          .floor("mapping", "folder", "decision")
          .floor("month", "sync")
          .floor("client", "month", "mapping")
          .floor("reconcile", "client", "period", "rulebook")
          .floor("replay", "reconcile")
          .floor("inquiry", "replay")
          .floor("report", "reconcile", "compare", "result")
          .floor("finding", "report")
          .floor("provenance", "inquiry", "report")
          .floor("whatif", "report")
          .floor("glance", "finding")
          .floor("review", "whatif", "provenance", "glance", "integration", "user")
          .floor("demo", "reconcile")
          .floor("pages", "review", "web")
          .floor("app", "pages", "report", "demo");

  @ArchTest
  static final ArchRule a_package_uses_only_what_is_below_it =
      classes().that().resideInAPackage("io.trueup..").should(HOUSE.hold());

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("io.trueup.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule money_and_facts_stand_on_the_jdk_alone =
      classes()
          .that()
          .resideInAnyPackage("io.trueup.money..", "io.trueup.facts..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.trueup.money..", "io.trueup.facts..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule text_knows_only_writing_systems_and_public_suffixes =
      classes()
          .that()
          .resideInAPackage("io.trueup.text..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.trueup.text..",
              "com.ibm.icu.text..",
              "com.google.common.net..",
              "com.google.common.collect..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_engine_knows_no_framework =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.trueup.money..",
              "io.trueup.text..",
              "io.trueup.facts..",
              "io.trueup.packed..",
              "io.trueup.folder..",
              "io.trueup.match..",
              "io.trueup.table..",
              "io.trueup.rulebase..",
              "io.trueup.stage..",
              "io.trueup.scenario..",
              "io.trueup.compare..",
              "io.trueup.result..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.dropwizard..", "jakarta..", "org.jdbi..", "java.sql..", "com.fasterxml..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule drools_is_used_by_rule_base_and_stages_alone =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.trueup.rulebase..", "io.trueup.stage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.drools..", "org.kie..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule a_stage_does_no_io_and_reads_no_clock =
      noClasses()
          .that()
          .resideInAnyPackage("io.trueup.stage..", "io.trueup.compare..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File.*|.*Stream|.*Reader|.*Writer)|java\\.time\\.Clock")
          .orShould()
          .callMethod("java.time.LocalDate", "now")
          .orShould()
          .callMethod("java.time.Instant", "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothing_is_said_on_standard_streams_outside_app =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.trueup.app..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .allowEmptyShould(true);
}
