package io.trueup.clients;

import io.trueup.facts.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the accounts of companies in one system after the other. */
final class MadeAccounts {
  private static final List<String> SITES =
      List.of("Default", "Default Site", "Servers", "Workstations", "Main Office", "Remote Users");

  private final Draw draw;
  private final PsaRows psa;
  private final List<MadeCompany> companies;
  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, Label> labels = new LinkedHashMap<>();

  MadeAccounts(Draw draw, PsaRows psa, List<MadeCompany> companies) {
    this.draw = draw;
    this.psa = psa;
    this.companies = companies;
  }

  List<Account> accounts() {
    return accounts;
  }

  Map<String, Label> labels() {
    return labels;
  }

  /** An account of a client, disguised. */
  void ofClient(SourceSystem system, MadeCompany company) {
    List<String> kinds = new ArrayList<>();
    String name = disguised(system, company, kinds);
    boolean left = kinds.contains(Disguise.STATUS.kind());
    String above = "";
    if (system == SourceSystem.RMM && draw.perMille(55)) {
      above = name;
      name = draw.of(draw.of(SITES), company.city());
      kinds.add("site_of_organisation");
    } else if (system == SourceSystem.RMM && company.parent() != null && draw.perMille(550)) {
      above = company.parent().base();
    }
    String reference = "";
    if (system.knowsReference(draw)) {
      reference = draw.of(company.companyId(), company.identifier());
      if (draw.perMille(20)) {
        reference = draw.of(companies).companyId();
        kinds.add("wrong_reference");
      }
    }
    List<String> domains = domains(system, company);
    if (system == SourceSystem.M365 && draw.perMille(12)) {
      List<String> others = draw.of(companies).domains();
      domains.addAll(others.stream().filter(d -> !company.domains().contains(d)).toList());
      kinds.add("foreign_domain");
    }
    if (!company.kind().isEmpty()) {
      kinds.add(company.kind());
    }
    String status = left || draw.perMille(9) ? "deleted" : "active";
    add(
        system,
        company,
        name,
        domains,
        reference,
        above,
        status,
        new Label(company.companyId(), kinds));
  }

  /** An account of a business that is no client; it knows as much of it as of any other. */
  void ofNobody(
      SourceSystem system, MadeCompany business, String name, String kind, String status) {
    add(
        system,
        business,
        name,
        domains(system, business),
        "",
        "",
        status,
        new Label("", List.of(kind)));
  }

  /** A namesake of a client's: the system knows where it is, and its number or its domain. */
  void ofNamesake(SourceSystem system, MadeCompany other) {
    String id = id(system);
    List<String> domains = domains(system, other);
    String phone = system == SourceSystem.M365 ? "" : psa.number(other);
    accounts.add(
        account(
            system,
            id,
            other.name(),
            domains,
            other.city(),
            "",
            other.country(),
            phone,
            "",
            "",
            "active"));
    labels.put(id, new Label("", List.of("nobody_namesake")));
  }

  /** An account that stands for no business: nothing is known but its name. */
  void generic(SourceSystem system, String name, String kind) {
    String id = id(system);
    List<String> domains =
        system == SourceSystem.M365 ? List.of("mspdemo.onmicrosoft.com") : List.of();
    accounts.add(account(system, id, name, domains, "", "", "", "", "", "", "active"));
    labels.put(id, new Label("", List.of(kind)));
  }

  /** One change of the name, at times a second on top. */
  String disguised(SourceSystem system, MadeCompany company, List<String> kinds) {
    String name = null;
    Disguise first = Disguise.EXACT;
    while (name == null || name.isBlank()) {
      first = draw.weighted(system.disguises());
      name = first.of(company.name(), company, draw);
    }
    kinds.add(first.kind());
    Disguise second = draw.weighted(system.disguises());
    if (first.takesAnother()
        && second != first
        && Disguise.SECOND.contains(second)
        && draw.perMille(300)) {
      String twice = second.of(name, company, draw);
      if (twice != null) {
        kinds.add(second.kind());
        return twice;
      }
    }
    return name;
  }

  private void add(
      SourceSystem system,
      MadeCompany c,
      String name,
      List<String> domains,
      String reference,
      String above,
      String status,
      Label label) {
    String city = system.knowsCity(draw) ? c.city() : "";
    boolean state = system == SourceSystem.DISTRIBUTOR && !city.isEmpty() && draw.perMille(750);
    boolean country = system.knowsCountry(draw) || (system == SourceSystem.RMM && !city.isEmpty());
    // One number in seventeen is another than the PSA's: a mobile, a site.
    String phone = system.knowsPhone(draw) ? psa.number(draw.perMille(60) ? other(c) : c) : "";
    String id = id(system);
    accounts.add(
        account(
            system,
            id,
            name,
            domains,
            draw.perMille(100) ? Latin.bare(city) : city,
            state ? c.state() : "",
            country ? c.country() : "",
            phone,
            reference,
            above,
            status));
    labels.put(id, label);
  }

  private MadeCompany other(MadeCompany c) {
    return new MadeCompany(
        c.tongue(),
        c.base(),
        c.form(),
        c.name(),
        c.legalName(),
        c.country(),
        c.place(),
        draw.between(201, 989) + "555" + draw.between(1000, 9999),
        c.domains(),
        c.identifier(),
        c.companyId(),
        c.parent(),
        c.kind());
  }

  private static Account account(
      SourceSystem system,
      String id,
      String name,
      List<String> domains,
      String city,
      String state,
      String country,
      String phone,
      String reference,
      String above,
      String status) {
    return new Account(
        system.id(),
        id,
        name,
        domains,
        city,
        state,
        country,
        phone,
        reference,
        above,
        status,
        Map.of());
  }

  private String id(SourceSystem system) {
    return system.id() + "-" + String.format(Locale.ROOT, "%06d", accounts.size() + 1);
  }

  private List<String> domains(SourceSystem system, MadeCompany c) {
    List<String> domains = new ArrayList<>();
    if (!system.knowsDomain(draw)) {
      return domains;
    }
    if (system == SourceSystem.M365) {
      domains.add(tenant(c) + ".onmicrosoft.com");
    }
    if (system == SourceSystem.DISTRIBUTOR && draw.perMille(220)) {
      domains.add(draw.of(PsaRows.MAIL));
    } else if (draw.perMille(920)) {
      domains.addAll(c.domains());
    }
    return domains;
  }

  private String tenant(MadeCompany c) {
    String all = Latin.squashed(c.base());
    String label =
        switch (draw.between(0, 5)) {
          case 0 -> c.acronym().length() > 2 ? c.acronym().toLowerCase(Locale.ROOT) : all;
          case 1 -> all + draw.of("co", "365", "llc", "1", "it", "gmbh");
          case 2 -> Latin.squashed(c.words().get(0));
          default -> all;
        };
    return label.length() > 27 ? label.substring(0, 27) : label;
  }
}
