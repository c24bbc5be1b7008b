package io.trueup.rulebase;

/**
 * The kinds of problems, with the ids that people look up. An id is never used for anything else
 * later. Ids from 200 on are advice: they keep no bundle from being used.
 */
enum Fault {
  FILE_SIZE("RB-001"),
  CHARACTER("RB-002"),
  UNICODE_ESCAPE("RB-003"),
  NOT_CLOSED("RB-004"),
  NESTING("RB-005"),
  ESCAPE("RB-006"),
  TEXT_LENGTH("RB-007"),
  NUMBER("RB-008"),
  SYNTAX("RB-010"),
  MISSING_END("RB-011"),
  NOT_OFFERED("RB-012"),
  ATTRIBUTE("RB-013"),
  METADATA_MISSING("RB-014"),
  METADATA("RB-015"),
  RULE_ID("RB-016"),
  RULE_ID_TWICE("RB-017"),
  RULE_NAME("RB-018"),
  RULE_NAME_TWICE("RB-019"),
  PACKAGE("RB-020"),
  IMPORT("RB-021"),
  NO_CONDITION("RB-022"),
  NO_CONCLUSION("RB-023"),
  TOO_MANY("RB-024"),
  TWO_READINGS("RB-025"),
  TYPE("RB-030"),
  FIELD("RB-031"),
  VARIABLE("RB-032"),
  VARIABLE_TWICE("RB-033"),
  COMPARISON("RB-034"),
  OPERATOR("RB-035"),
  CHOICE("RB-036"),
  METHOD("RB-037"),
  NOT_A_CONDITION("RB-038"),
  DATE("RB-039"),
  REGEX("RB-040"),
  ARITHMETIC("RB-041"),
  FUNCTION("RB-042"),
  RESULT("RB-043"),
  FROM("RB-044"),
  NAMES_NO_FACT("RB-045"),
  STATEMENT("RB-050"),
  VERB("RB-051"),
  ARGUMENTS("RB-052"),
  ARGUMENT("RB-053"),
  POLICY("RB-060"),
  POLICY_COMMENT("RB-061"),
  POLICY_NAME("RB-062"),
  POLICY_VALUE("RB-063"),
  FOLDER("RB-070"),
  BUNDLE_SIZE("RB-071"),
  CHECK_TIME("RB-072"),
  WORD("RB-080"),
  POLICY_ABSENT("RB-081"),
  CONTRADICTION("RB-082"),
  NEVER_THERE("RB-083"),
  BUILD("RB-090"),
  WRITTEN_NUMBER("RB-201"),
  SAYS_NOTHING("RB-202"),
  SHADOWED("RB-203"),
  UNTESTED("RB-204"),
  NOT_CONCLUDED("RB-205");

  final String id;

  Fault(String id) {
    this.id = id;
  }
}
