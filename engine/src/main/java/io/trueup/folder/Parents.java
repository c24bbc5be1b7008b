package io.trueup.folder;

import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Set<String> safe = new HashSet<>();
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
      report(company, BadCell.DANGLING, why + "; the company is kept without a parent");
      return withoutParent(company);
    }
    if (inCycle(company)) {
      report(
          company,
          BadCell.CYCLE,
          "leads back to the company itself; the company is kept without a parent");
      return withoutParent(company);
    }
    return company;
  }

  private boolean inCycle(Company company) {
    Set<String> path = new HashSet<>();
    Company at = company;
    while (at != null && !safe.contains(at.companyId()) && path.add(at.companyId())) {
      if (at.parentCompanyId().equals(company.companyId())) {
        return true;
      }
      at = byId.get(at.parentCompanyId());
    }
    if (at == null) {
      safe.addAll(path);
    }
    return false;
  }

  private void report(Company company, String kind, String message) {
    problems.accept(
        new InputProblem(
            label,
            lines.getOrDefault(company.companyId(), 0),
            "parent_company_id",
            kind,
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
