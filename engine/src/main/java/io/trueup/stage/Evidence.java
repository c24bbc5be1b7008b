package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.Company;
import io.trueup.facts.MatchEvidence;
import io.trueup.text.Domains;
import io.trueup.text.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What accounts and companies have in common, found through indexes: never by comparing all pairs.
 * It only measures; rules decide.
 */
final class Evidence {
  private final Map<String, Company> byId = new HashMap<>();
  private final Map<String, Set<Company>> byDomain = new HashMap<>();
  private final Map<String, Set<Company>> byName = new HashMap<>();
  private final Map<String, Set<Company>> bySimilarName = new HashMap<>();

  Evidence(Collection<Company> companies) {
    for (Company company : companies) {
      byId.put(company.companyId(), company);
      for (List<String> domains : List.of(company.domains(), company.contactDomains())) {
        for (String domain : domains) {
          Domains.own(domain).ifPresent(own -> add(byDomain, own, company));
        }
      }
      for (String name : List.of(company.name(), company.legalName())) {
        if (!name.isEmpty()) {
          add(byName, Names.plain(name), company);
          add(bySimilarName, Names.withoutLegalForm(name), company);
        }
      }
    }
  }

  private static void add(Map<String, Set<Company>> index, String key, Company company) {
    if (!key.isEmpty()) {
      index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(company);
    }
  }

  /** All evidence, by account key in the order of that key. */
  Map<String, List<MatchEvidence>> of(Collection<Account> accounts) {
    Map<String, Integer> sameName = new HashMap<>();
    Map<String, Integer> sameSimilarName = new HashMap<>();
    for (Account account : accounts) {
      sameName.merge(account.integrationId() + '/' + Names.plain(account.name()), 1, Integer::sum);
      sameSimilarName.merge(
          account.integrationId() + '/' + Names.withoutLegalForm(account.name()), 1, Integer::sum);
    }
    Map<String, List<MatchEvidence>> found = new TreeMap<>();
    for (Account account : accounts) {
      List<MatchEvidence> evidence = new ArrayList<>();
      Company referenced = byId.get(account.externalRef());
      if (referenced != null) {
        evidence.add(evidence(account, referenced, "external_id", account.externalRef(), 1, 1));
      }
      Set<String> domains = new LinkedHashSet<>();
      account.domains().forEach(domain -> Domains.own(domain).ifPresent(domains::add));
      Set<String> seen = new HashSet<>();
      for (String domain : domains) {
        Set<Company> owners = byDomain.getOrDefault(domain, Set.of());
        for (Company company : owners) {
          if (seen.add(company.companyId())) {
            evidence.add(evidence(account, company, "domain", domain, owners.size(), 1));
          }
        }
      }
      String plain = Names.plain(account.name());
      int accountsOfName = sameName.getOrDefault(account.integrationId() + '/' + plain, 1);
      Set<Company> named = byName.getOrDefault(plain, Set.of());
      for (Company company : named) {
        evidence.add(evidence(account, company, "name", plain, named.size(), accountsOfName));
      }
      String similar = Names.withoutLegalForm(account.name());
      int accountsOfSimilar =
          sameSimilarName.getOrDefault(account.integrationId() + '/' + similar, 1);
      Set<Company> likeNamed = bySimilarName.getOrDefault(similar, Set.of());
      for (Company company : likeNamed) {
        if (!named.contains(company)) {
          evidence.add(
              evidence(
                  account, company, "similar_name", similar, likeNamed.size(), accountsOfSimilar));
        }
      }
      if (!evidence.isEmpty()) {
        found.put(account.key(), evidence);
      }
    }
    return new LinkedHashMap<>(found);
  }

  private static MatchEvidence evidence(
      Account account, Company company, String kind, String value, int companies, int accounts) {
    return new MatchEvidence(
        account.key(),
        account.integrationId(),
        account.accountId(),
        company.companyId(),
        company.name(),
        kind,
        value,
        companies,
        accounts);
  }
}
