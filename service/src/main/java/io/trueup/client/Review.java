package io.trueup.client;

import java.util.List;

/** Why a person should look at a decision again. The decision stands meanwhile. */
public final class Review {
  /** The account has another name than when it was decided about. */
  public static final String ACCOUNT_RENAMED = "account_renamed";

  /** The company has. */
  public static final String COMPANY_RENAMED = "company_renamed";

  /** The company is not active: what its accounts use is billed to nobody. */
  public static final String COMPANY_INACTIVE = "company_inactive";

  /** The PSA does not have the company any more, so that the decision cannot be followed. */
  public static final String COMPANY_GONE = "company_gone";

  /** All of them. */
  public static final List<String> WORDS =
      List.of(ACCOUNT_RENAMED, COMPANY_RENAMED, COMPANY_INACTIVE, COMPANY_GONE);

  private Review() {}
}
