package io.trueup.facts;

import java.math.BigDecimal;

/**
 * A company that an account could belong to, with all that speaks for and against it. Each word of
 * evidence is empty when one side does not say.
 *
 * @param accountKey integration and account, as integration/account
 * @param integrationId the integration
 * @param accountId the account
 * @param companyId the company
 * @param companyName its display name
 * @param active whether the company is billed
 * @param rank 1 for the likeliest company of the account
 * @param score 0 to 1, for ranking only: rules decide by evidence
 * @param reference the account's reference to another system: company_id or short_code when it
 *     names this company alone, shared when several have that short code, another when it names
 *     another company, unknown when it names none
 * @param domain web and mail domains: own when only this company has a domain of the account,
 *     own_and_another when another company has one of its others, shared when several companies
 *     have it, another when only other companies have one, different when both have domains and
 *     none in common
 * @param domainName how domains of the one read beside the name of the other: same, initials,
 *     beginning, longer
 * @param phone same, shared, another (it is another company's), different, or unknown when the
 *     account has a number and the company none
 * @param city same, near (one is part of the other), different, or unknown when the account has one
 *     and the company none
 * @param state same or different
 * @param country same or different
 * @param name how the names compare: identical, same (but for legal form, spaces and capitals),
 *     explained (what one has more is a code, a place or a remark), reordered, spelling, initials,
 *     shortened (the account's name stops earlier), extended (it has words more), overlap, none
 * @param nameOf which name of the company that is: name, legal_name, other_name, or parent when it
 *     is the record above the account that bears it
 * @param equalWords words that both names have
 * @param words words of the company's name
 * @param differences words that are one another's short form or slip of the pen
 * @param extraWords words of the account's name that nothing explains
 * @param missingWords words of the company's name that the account's lacks
 * @param distinctive 0 to 100: how rare the words are that both have, beside all words of all
 *     companies
 * @param legalForm same, different, or missing on one side
 * @param code is_name when the account is called by the company's short code, in_name when the code
 *     stands beside its name, another when it is called by another company's code
 * @param namesakes companies with the same name but for the legal form, this one included
 * @param twins accounts of the integration with the same name, this one included
 * @param longerNames other companies whose name begins with the account's whole name
 * @param rivalName the best that another company's name does: better, as_good, worse (but still the
 *     whole name), or empty
 * @param rivalProof whether another company has the account's reference, domain or phone
 * @param knownAccounts accounts of this company that people confirmed and that bear the same name
 * @param lead how far its score is ahead of the best other company, -1 to 1
 * @param siteName words of the account's own name when its parent's name is compared, and nothing
 *     explains them
 */
public record Candidate(
    String accountKey,
    String integrationId,
    String accountId,
    String companyId,
    String companyName,
    boolean active,
    int rank,
    BigDecimal score,
    String reference,
    String domain,
    String domainName,
    String phone,
    String city,
    String state,
    String country,
    String name,
    String nameOf,
    int equalWords,
    int words,
    int differences,
    int extraWords,
    int missingWords,
    int distinctive,
    String legalForm,
    String code,
    int namesakes,
    int twins,
    int longerNames,
    String rivalName,
    boolean rivalProof,
    int knownAccounts,
    BigDecimal lead,
    String siteName) {
  /** Whether it could be linked without a person, if nothing speaks against it. */
  public boolean promising() {
    return proven()
        || code.equals("is_name")
        || switch (name) {
          case "identical", "same", "explained", "reordered", "spelling", "shortened", "initials" ->
              true;
          default -> false;
        };
  }

  /** Whether the account has a reference, domain or phone that only this company has. */
  public boolean proven() {
    return reference.equals("company_id")
        || reference.equals("short_code")
        || domain.equals("own")
        || domain.equals("own_among_others")
        || domain.equals("own_and_another")
        || phone.equals("same");
  }

  /** Whether all words of both names are accounted for. */
  public boolean wholeName() {
    return switch (name) {
      case "identical", "same", "explained", "reordered", "spelling" -> true;
      default -> false;
    };
  }
}
