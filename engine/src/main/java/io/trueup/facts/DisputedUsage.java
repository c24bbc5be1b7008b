package io.trueup.facts;

/**
 * Usage of an account that two splits give to different companies.
 *
 * @param key integration, account and the splits together
 * @param integrationId the integration
 * @param accountId the account
 * @param name its name there
 * @param splits the splits that claim it, as in {@code office=North (C1), department=Sales (C2)}
 * @param records usage records
 */
public record DisputedUsage(
    String key, String integrationId, String accountId, String name, String splits, long records)
    implements Subject {
  public DisputedUsage {
    Texts.required(key, "key");
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    name = Texts.text(name);
    Texts.required(splits, "splits");
  }
}
