package io.trueup.folder;

import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Billing parents that do not exist, or that lead back to the company: it stays, and pays for
 * itself.
 */
final class Parents {
  private final Map<String, Company> byId = new HashMap<>();
  private final Set<String> circular;
  private final Keys keys;
  private final Map<String, Integer> lines;
  private final String label;
  private final Consumer<InputProblem> problems;

  /**
   * A check of {@code companies}.
   *
   * @param lines the line of each company that names a parent, by its id
   * @param label the file as problems name it
   */
  Parents(
      List<Company> companies,
      Map<String, Integer> lines,
      String label,
      Keys keys,
      Consumer<InputProblem> problems) {
    companies.forEach(company -> byId.put(company.companyId(), company));
    this.circular = cycles(byId);
    this.lines = lines;
    this.label = label;
    this.keys = keys;
    this.problems = problems;
  }

  /** The company, without its parent when that cannot be. */
  Company checked(Company company) {
    String parent = company.parentCompanyId();
    if (parent.isEmpty()) {
      return company;
    }
    if (!byId.containsKey(parent)) {
      String why = keys.explain(ExportFiles.COMPANIES.name(), new String[] {parent});
      report(company, ProblemKind.DANGLING_ID, why + "; the company is kept without a parent");
      return withoutParent(company);
    }
    if (circular.contains(company.companyId())) {
      report(
          company,
          ProblemKind.PARENT_CYCLE,
          "leads back to the company itself; the company is kept without a parent");
      return withoutParent(company);
    }
    return company;
  }

  /** Follows every chain of parents once, and keeps the companies that a chain comes back to. */
  private static Set<String> cycles(Map<String, Company> byId) {
    Set<String> circular = new HashSet<>();
    Set<String> done = new HashSet<>();
    for (Company company : byId.values()) {
      Set<String> path = new LinkedHashSet<>();
      Company at = company;
      while (at != null && !done.contains(at.companyId()) && path.add(at.companyId())) {
        at = byId.get(at.parentCompanyId());
      }
      if (at != null && path.contains(at.companyId())) {
        String again = at.companyId();
        path.stream().dropWhile(id -> !id.equals(again)).forEach(circular::add);
      }
      done.addAll(path);
    }
    return circular;
  }

  private void report(Company company, ProblemKind kind, String message) {
    problems.accept(
        new InputProblem(
            label,
            lines.getOrDefault(company.companyId(), 0),
            "parent_company_id",
            kind.code(),
            Printable.value(company.parentCompanyId()),
            message));
  }

  private static Company withoutParent(Company company) {
    return new Company(
        company.companyId(),
        company.name(),
        company.legalName(),
        company.domains(),
        company.contactDomains(),
        company.identifier(),
        company.address(),
        company.city(),
        company.state(),
        company.country(),
        company.phone(),
        "",
        company.status(),
        company.attributes());
  }
}
