package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a result differs from the expected one, in lines that a person can follow up. */
final class ResultDiff {

  private final List<String> lines = new ArrayList<>();

  private ResultDiff() {}

  /** Empty when everything that the expected result says holds, and nothing else is there. */
  static List<String> of(OracleResult expected, OracleResult actual) {
    ResultDiff diff = new ResultDiff();
    diff.rows(expected.rows(), actual.rows());
    diff.fates(expected.fates(), actual.fates());
    diff.links(expected.links(), actual.links());
    return diff.lines;
  }

  private void rows(List<OracleRow> expected, List<OracleRow> actual) {
    List<OracleRow> missing = new ArrayList<>();
    List<OracleRow> left = new ArrayList<>(actual);
    for (OracleRow row : expected) {
      Optional<OracleRow> equal =
          left.stream()
              .filter(a -> OracleAssert.differing(row.cells(), a.cells()).isEmpty())
              .findFirst();
      equal.ifPresentOrElse(left::remove, () -> missing.add(row));
    }
    for (OracleRow row : missing) {
      Optional<OracleRow> near = left.stream().filter(a -> sameSubject(row, a)).findFirst();
      if (near.isPresent()) {
        left.remove(near.get());
        List<String> columns = OracleAssert.differing(row.cells(), near.get().cells());
        lines.add(
            "row differs in " + columns + "\n  expected " + row + "\n  got      " + near.get());
      } else {
        lines.add("row missing\n  expected " + row);
      }
    }
    left.forEach(row -> lines.add("row not expected\n  got      " + row));
  }

  private static boolean sameSubject(OracleRow a, OracleRow b) {
    return List.of("company_id", "product_code", "integration_id", "account_id").stream()
        .allMatch(c -> a.find(c).equals(b.find(c)) || !a.cells().containsKey(c));
  }

  private void fates(
      Map<String, OracleResult.Fate> expected, Map<String, OracleResult.Fate> actual) {
    Map<String, OracleResult.Fate> left = new TreeMap<>(actual);
    expected.forEach(
        (record, fate) -> {
          OracleResult.Fate got = left.remove(record);
          if (got == null
              || !got.fate().equals(fate.fate())
              || !got.company().equals(fate.company())
              || !(fate.reason().isEmpty() || got.reason().equals(fate.reason()))) {
            lines.add("record " + record + "\n  expected " + fate + "\n  got      " + got);
          }
        });
    left.forEach((record, fate) -> lines.add("record " + record + " not expected: " + fate));
  }

  private void links(Map<String, OracleLinks.Link> expected, Map<String, OracleLinks.Link> actual) {
    Map<String, OracleLinks.Link> left = new TreeMap<>(actual);
    expected.forEach(
        (account, link) -> {
          OracleLinks.Link got = left.remove(account);
          if (!link.equals(got)) {
            lines.add("account " + account + "\n  expected " + link + "\n  got      " + got);
          }
        });
    left.forEach((account, link) -> lines.add("account " + account + " not expected: " + link));
  }
}
