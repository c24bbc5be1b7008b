package io.trueup.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose an account's reference, domains and telephone number are. */
final class Contacts {
  private final @Nullable CompanyProfile referenced;
  private final List<CompanyProfile> coded;
  private final List<String> domains;
  private final List<List<CompanyProfile>> ofDomains;
  private final List<CompanyProfile> called;

  Contacts(AccountProfile account, CompanyIndex index) {
    referenced = index.byReference(account.account().externalRef());
    coded = index.withCode(account.code());
    domains = List.copyOf(account.domains());
    ofDomains = new ArrayList<>(domains.size());
    domains.forEach(domain -> ofDomains.add(index.withDomain(domain)));
    called = index.withPhone(account.phone());
  }

  /** The company whose id the reference is; null when it is none's. */
  @Nullable CompanyProfile referenced() {
    return referenced;
  }

  /** Companies whose short code the reference is. */
  List<CompanyProfile> coded() {
    return coded;
  }

  List<String> domains() {
    return domains;
  }

  /** Companies that have each of the domains, in their order. */
  List<List<CompanyProfile>> ofDomains() {
    return ofDomains;
  }

  /** Companies that have the telephone number. */
  List<CompanyProfile> called() {
    return called;
  }
}
