package io.trueup.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What can be checked of WCAG 2.2 AA by a program. */
final class Axe {
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private Axe() {}

  /** What a page breaks: one line an element. */
  static List<String> violations(Page page) {
    return violations(new AxeBuilder(page).withTags(TAGS));
  }

  /** What cannot be told from what is behind it: all that differs between light and dark. */
  static List<String> unreadable(Page page) {
    return violations(new AxeBuilder(page).withRules(List.of("color-contrast")));
  }

  private static List<String> violations(AxeBuilder axe) {
    return axe.setLegacyMode(true).analyze().getViolations().stream()
        .flatMap(rule -> rule.getNodes().stream().map(node -> text(rule, node)))
        .toList();
  }

  private static String text(Rule rule, CheckedNode node) {
    return rule.getId() + ": " + node.getHtml() + ": " + node.getFailureSummary();
  }
}
