package io.trueup.client;

import io.trueup.decision.LinkDecision.Split;
import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Looks at the parts that an account is to be divided into before they are stored. */
final class SplitCheck {
  private static final int MOST = 500;
  private static final Pattern ATTRIBUTE = Pattern.compile("[^\\p{Cntrl},;]{1,256}");

  private SplitCheck() {}

  /**
   * The parts, with the names that their companies have now.
   *
   * @throws ProblemException naming every part that is wrong
   */
  static List<Split> check(Handle handle, List<Split> splits) {
    if (splits.isEmpty() || splits.size() > MOST) {
      throw ProblemException.invalid("splits", "must be 1 to " + MOST + " parts", List.of());
    }
    Map<String, ClientCompany> companies =
        ClientCompanyDao.find(handle, splits.stream().map(Split::companyId).toList());
    List<Problem.Place> wrong = new ArrayList<>();
    List<Split> checked = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < splits.size(); i++) {
      String at = "splits[" + i + "].";
      Split split = splits.get(i);
      String attribute = split.attribute().strip();
      String value = split.value().strip();
      if (!ATTRIBUTE.matcher(attribute).matches()) {
        wrong.add(
            new Problem.Place(
                at + "attribute", "must be office, department, domain or a column of usage.csv"));
      }
      if (value.isEmpty() || value.length() > 4000 || !value.matches("[^\\p{Cntrl}]+")) {
        wrong.add(new Problem.Place(at + "value", "must be 1 to 4000 characters on one line"));
      }
      if (!seen.add((attribute + '\0' + value).toLowerCase(Locale.ROOT))) {
        wrong.add(new Problem.Place(at + "value", "is there twice"));
      }
      ClientCompany company = companies.get(split.companyId());
      if (company == null) {
        wrong.add(new Problem.Place(at + "company_id", "names no company of the PSA"));
      } else {
        checked.add(new Split(attribute, value, company.companyId(), company.name()));
      }
    }
    if (!wrong.isEmpty()) {
      Problem.Place first = wrong.get(0);
      throw new ProblemException(
          ProblemType.INVALID_REQUEST,
          first.field()
              + " "
              + first.message()
              + (wrong.size() > 1 ? ", and " + (wrong.size() - 1) + " more" : "")
              + ".",
          wrong);
    }
    return checked;
  }
}
