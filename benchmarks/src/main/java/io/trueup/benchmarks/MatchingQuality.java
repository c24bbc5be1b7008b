package io.trueup.benchmarks;

import io.trueup.clients.EngineMatching;
import io.trueup.clients.Label;
import io.trueup.clients.LabelledClients;
import io.trueup.clients.MatchScore;
import io.trueup.clients.Prediction;
import io.trueup.facts.Account;
import io.trueup.facts.Company;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.RuleFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How well clients are matched: {@code MatchingQuality RULES FOLDER|SEED:COMPANIES:ACCOUNTS
 * [yes|no] [LIST]}. A folder holds companies.csv, accounts.csv and truth.csv; else clients are
 * made. Prints the figures over all, by system, by kind and by rule, with matching on the name
 * alone switched on and off unless one is asked for, and so many of the wrong links and of the
 * accounts that were not linked.
 */
final class MatchingQuality {
  private final RuleBundle bundle;
  private final LabelledClients clients;

  private MatchingQuality(RuleBundle bundle, LabelledClients clients) {
    this.bundle = bundle;
    this.clients = clients;
  }

  public static void main(String[] args) {
    if (args.length < 2) {
      throw new IllegalArgumentException(
          "usage: MatchingQuality RULES FOLDER|SEED:COMPANIES:ACCOUNTS [yes|no] [LIST]");
    }
    RuleBundle bundle = RuleFacts.load(ShippedRules.files(Path.of(args[0]))).get();
    MatchingQuality quality = new MatchingQuality(bundle, clients(args[1]));
    int list = args.length > 3 ? Integer.parseInt(args[3]) : 0;
    for (String byName : args.length > 2 ? List.of(args[2]) : List.of("yes", "no")) {
      quality.print(byName, list);
    }
  }

  private static LabelledClients clients(String what) {
    String[] made = what.split(":");
    return made.length == 3
        ? LabelledClients.generated(
            Long.parseLong(made[0]), Integer.parseInt(made[1]), Integer.parseInt(made[2]))
        : LabelledClients.read(Path.of(what));
  }

  private void print(String byName, int list) {
    Map<String, Prediction> said = new EngineMatching(bundle, 2, byName).predictions(clients);
    System.out.println("names alone: " + byName);
    System.out.println(MatchScore.of(clients.labels(), said).line("all"));
    systems()
        .forEach((system, labels) -> System.out.println(MatchScore.of(labels, said).line(system)));
    MatchScore.byKind(clients.labels(), said)
        .forEach((kind, score) -> System.out.println(score.line(kind)));
    MatchScore.byDecider(clients.labels(), said)
        .forEach((rule, score) -> System.out.println(score.line(rule)));
    Map<String, Account> accounts = new TreeMap<>();
    clients.accounts().forEach(account -> accounts.put(account.accountId(), account));
    Map<String, Company> companies = new TreeMap<>();
    clients.companies().forEach(company -> companies.put(company.companyId(), company));
    MatchScore.wrong(clients.labels(), said).stream()
        .limit(list)
        .forEach(id -> tell("wrong", id, accounts, companies, said));
    open(said).stream().limit(list).forEach(id -> tell("open", id, accounts, companies, said));
  }

  private Map<String, Map<String, Label>> systems() {
    Map<String, Map<String, Label>> systems = new TreeMap<>();
    for (Account account : clients.accounts()) {
      Label label = clients.labels().get(account.accountId());
      if (label != null) {
        systems
            .computeIfAbsent(account.integrationId(), s -> new TreeMap<>())
            .put(account.accountId(), label);
      }
    }
    return systems;
  }

  /** Accounts that have a company and are not linked, spread over all of them. */
  private List<String> open(Map<String, Prediction> said) {
    List<String> open = new ArrayList<>();
    new TreeMap<>(clients.labels())
        .forEach(
            (account, label) -> {
              if (!label.nobodys() && !said.getOrDefault(account, Prediction.NONE).automatic()) {
                open.add(account);
              }
            });
    Collections.shuffle(open, new Random(1));
    return open;
  }

  private void tell(
      String what,
      String id,
      Map<String, Account> accounts,
      Map<String, Company> companies,
      Map<String, Prediction> said) {
    Prediction prediction = said.getOrDefault(id, Prediction.NONE);
    Label label = clients.labels().get(id);
    System.out.println(what + " " + accounts.get(id));
    if (label != null) {
      System.out.println("  is " + label.kinds() + " " + companies.get(label.companyId()));
    }
    System.out.println("  said " + prediction);
    prediction.ranked().stream()
        .limit(2)
        .forEach(company -> System.out.println("    " + companies.get(company)));
  }
}
