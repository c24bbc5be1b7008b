package io.trueup.client;

/**
 * A company of the PSA.
 *
 * @param status {@code active}, {@code inactive}, {@code prospect} or {@code vendor}
 */
public record ClientCompany(String companyId, String name, String status, CompanyFacts facts) {
  /** Whether it is billed at all. */
  public boolean active() {
    return status.equals("active");
  }
}
