package io.trueup.facts;

/**
 * A company that is not active, yet has usage.
 *
 * @param key the company
 * @param companyId the company
 * @param status its status
 * @param records usage records
 */
public record InactiveCompanyUsage(String key, String companyId, String status, long records)
    implements Subject {
  public InactiveCompanyUsage {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(status, "status");
  }
}
