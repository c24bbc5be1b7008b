package io.trueup.rulebase;

import java.util.List;
import org.antlr.runtime.RecognitionException;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.lang.DRL6Parser;

/**
 * Reads a file again with Drools' own parser and demands that both readings say the same, down to
 * the last token. So no rule means more, less or something else than DRL says, whatever one of the
 * two parsers overlooks.
 */
final class SecondReading {
  private static final String HINT =
      "write it more plainly; if it is plain, please report it with the file";

  private SecondReading() {}

  static void check(String text, RuleText.File file, Problems problems) {
    PackageDescr other;
    try {
      DRL6Parser parser = WatchedReading.parser(text, problems.clock());
      other = parser.compilationUnit();
      if (parser.hasErrors() || other == null) {
        String errors = parser.getErrorMessages().isEmpty() ? "" : parser.getErrorMessages().get(0);
        problems.add(
            file.at(), Fault.TWO_READINGS, "Drools' parser refuses the file: " + errors, HINT);
        return;
      }
    } catch (RecognitionException | RuntimeException refused) {
      problems.add(file.at(), Fault.TWO_READINGS, "Drools' parser refuses the file", HINT);
      return;
    }
    compare(text, file, other, problems);
  }

  private static void compare(
      String text, RuleText.File file, PackageDescr other, Problems problems) {
    boolean same =
        file.name().equals(other.getName())
            && file.imports().size() == other.getImports().size()
            && other.getGlobals().isEmpty()
            && other.getFunctions().isEmpty()
            && other.getFunctionImports().isEmpty()
            && other.getAccumulateImports().isEmpty()
            && other.getTypeDeclarations().isEmpty()
            && other.getEnumDeclarations().isEmpty()
            && other.getEntryPointDeclarations().isEmpty()
            && other.getWindowDeclarations().isEmpty()
            && other.getAttributes().isEmpty()
            && file.rules().size() == other.getRules().size();
    if (!same) {
      problems.add(
          file.at(), Fault.TWO_READINGS, "the file's outline can be read in two ways", HINT);
      return;
    }
    List<RuleText> rules = file.rules();
    for (int i = 0; i < rules.size(); i++) {
      RuleDescr rule = other.getRules().get(i);
      problems.clock().ask();
      String mine = new Outline(text).of(rules.get(i));
      String theirs = DroolsOutline.of(rule);
      if (!mine.equals(theirs)) {
        problems.add(
            rules.get(i).at(),
            Fault.TWO_READINGS,
            "the rule can be read in two ways, at " + difference(mine, theirs),
            HINT);
      }
    }
  }

  private static String difference(String mine, String theirs) {
    int at = 0;
    while (at < Math.min(mine.length(), theirs.length()) && mine.charAt(at) == theirs.charAt(at)) {
      at++;
    }
    int start = Math.max(0, at - 20);
    return "\""
        + mine.substring(start, Math.min(mine.length(), at + 20))
        + "\" or \""
        + theirs.substring(start, Math.min(theirs.length(), at + 20))
        + "\"";
  }
}
