package io.trueup.rulebase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The house rules that do not need the fact model: names, ids, metadata, package and imports. */
final class Lint {
  /** The metadata a rule may carry; the first four must be there. */
  static final List<String> METADATA = List.of("id", "owner", "since", "rationale", "ticket");

  private static final int REQUIRED = 4;
  private static final Pattern ID = Pattern.compile("[A-Z]{3}-[0-9]{3}[a-z]?");

  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final int mostRules;
  private int rules;

  /**
   * @param mostRules how many rules a bundle may have
   */
  Lint(int mostRules) {
    this.mostRules = mostRules;
  }

  /** Checks one file; call it once for each file of a bundle with one Lint. */
  void check(RuleText.File file, String expectedPackage, FactModel model, Problems problems) {
    if (!file.name().isEmpty() && !file.name().equals(expectedPackage)) {
      problems.add(
          file.at(),
          Fault.PACKAGE,
          "the package is " + file.name() + " but the file belongs to " + expectedPackage,
          "write package " + expectedPackage);
    }
    for (Token line : file.imports()) {
      if (!model.isImportable(line.text())) {
        problems.add(
            line,
            Fault.IMPORT,
            "'" + line.text() + "' is not a fact type",
            "fact types need no import; delete the line");
      }
    }
    for (RuleText rule : file.rules()) {
      if (++rules == mostRules + 1) {
        problems.add(
            rule.nameAt(),
            Fault.BUNDLE_SIZE,
            "the bundle has more than " + mostRules + " rules",
            "put lists into policy.yml and tables into service mappings");
      }
      metadata(rule, problems);
      name(rule, problems);
      if (rule.conditions().isEmpty()) {
        problems.add(
            rule.nameAt(), Fault.NO_CONDITION, "the rule has no condition", "say when it holds");
      }
      if (rule.conclusions().isEmpty()) {
        problems.add(
            rule.nameAt(),
            Fault.NO_CONCLUSION,
            "the rule concludes nothing",
            "write insertLogical( Type.verb( $fact ) ); in the then part");
      }
    }
  }

  private void metadata(RuleText rule, Problems problems) {
    for (String name : METADATA.subList(0, REQUIRED)) {
      Token value = rule.metadata().get(name);
      if (value == null) {
        problems.add(
            rule.nameAt(),
            Fault.METADATA_MISSING,
            "the rule has no @" + name,
            "write @" + name + "(\"...\") below its name");
      } else if (value.text().isBlank()) {
        problems.add(value, Fault.METADATA, "@" + name + " is empty", "fill it in");
      }
    }
    Token id = rule.metadata().get("id");
    if (id == null) {
      return;
    }
    if (!ID.matcher(id.text()).matches()) {
      problems.add(
          id,
          Fault.RULE_ID,
          "the id " + id.shown() + " does not have the form ABC-123",
          "three capitals, a dash, three digits, and a small letter if need be");
    }
    String where = problems.file() + ":" + id.line();
    String first = ids.putIfAbsent(id.text(), where);
    if (first != null) {
      problems.add(
          id,
          Fault.RULE_ID_TWICE,
          "the id \"" + id.text() + "\" is used already at " + first,
          "an id is never used for two rules; take the next free one");
    }
  }

  private void name(RuleText rule, Problems problems) {
    Token at = rule.nameAt();
    String name = rule.name();
    boolean sentence =
        name.length() > 0
            && (Character.isUpperCase(name.codePointAt(0))
                || Character.isDigit(name.codePointAt(0)))
            && name.strip().equals(name)
            && name.split(" +").length >= 3
            && !name.endsWith(".")
            && name.indexOf('"') < 0
            && name.indexOf('\\') < 0
            && name.indexOf('\n') < 0
            && name.indexOf('\t') < 0;
    if (!sentence) {
      problems.add(
          at,
          Fault.RULE_NAME,
          "the rule's name is no sentence",
          "start with a capital, use three words or more, no full stop, no quotes or backslashes");
    }
    String first = names.putIfAbsent(name, problems.file() + ":" + at.line());
    if (first != null) {
      problems.add(
          at,
          Fault.RULE_NAME_TWICE,
          "a rule of this name is at " + first + " already",
          "say what makes this one different");
    }
  }
}
