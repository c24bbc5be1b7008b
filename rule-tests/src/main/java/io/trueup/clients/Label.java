package io.trueup.clients;

import java.util.List;

/**
 * Whose account it truly is.
 *
 * @param companyId the company; empty when the account is nobody's
 * @param kinds what makes it hard: kinds of difference, and of company
 */
public record Label(String companyId, List<String> kinds) {
  public Label {
    kinds = List.copyOf(kinds);
  }

  /** Whether the account is no client's at all. */
  public boolean nobodys() {
    return companyId.isEmpty();
  }
}
