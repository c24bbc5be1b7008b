package io.trueup.clients;

import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the PSA has written down of companies: gaps, old addresses, pages instead of domains. */
final class PsaRows {
  static final List<String> MAIL =
      List.of("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "gmx.de");

  private final Draw draw;

  PsaRows(Draw draw) {
    this.draw = draw;
  }

  Company row(MadeCompany company) {
    return row(company, company.companyId(), company.name(), company.identifier(), active());
  }

  /** A second row of the same client that somebody left behind; nothing is linked to it. */
  Company leftBehind(MadeCompany company) {
    String name = draw.of("{} - OLD", "{} (old)", "{} (duplicate)").replace("{}", company.name());
    return row(company, company.companyId() + "9", name, company.identifier() + "9", "inactive");
  }

  private String active() {
    return draw.perMille(945) ? "active" : "inactive";
  }

  private Company row(MadeCompany c, String id, String name, String identifier, String status) {
    MadeCompany parent = c.parent();
    return new Company(
        id,
        name,
        draw.perMille(c.kind().equals("dba") ? 450 : 210) ? c.legalName() : "",
        web(c),
        contacts(c),
        identifier,
        draw.perMille(780) ? draw.between(1, 9999) + " " + draw.of(c.tongue().streets()) : "",
        draw.perMille(890) ? c.city() : "",
        c.state(),
        c.country(),
        draw.perMille(830) ? number(c) : "",
        parent == null ? "" : parent.companyId(),
        status,
        Map.of());
  }

  private List<String> web(MadeCompany c) {
    if (c.domains().isEmpty() || !draw.perMille(760)) {
      return List.of();
    }
    String domain = c.domains().get(0);
    int kind = draw.between(1, 100);
    if (kind <= 3) {
      return List.of("https://www.facebook.com/" + Latin.squashed(c.base()));
    }
    if (kind <= 6) {
      return List.of("www.former" + domain);
    }
    return List.of(
        draw.of("https://www.{}", "http://{}", "www.{}", "{}", "https://{}/contact")
            .replace("{}", draw.perMille(50) ? domain.toUpperCase(Locale.ROOT) : domain));
  }

  private List<String> contacts(MadeCompany c) {
    List<String> contacts = new ArrayList<>();
    if (draw.perMille(600)) {
      contacts.addAll(c.domains());
    }
    if (draw.perMille(190)) {
      contacts.add(draw.of(MAIL));
    }
    return contacts;
  }

  /** The company's number as somebody typed it. */
  String number(MadeCompany c) {
    String n = c.phone();
    String a = n.substring(0, 3);
    String b = n.substring(3, 6);
    String rest = n.substring(6);
    String dial = c.tongue().dial();
    if (!dial.equals("1")) {
      return draw.of(
          "+" + dial + " " + a + " " + b + rest, "00" + dial + " " + n, "0" + a + "/" + b + rest);
    }
    return draw.of(
            "(" + a + ") " + b + "-" + rest,
            a + "-" + b + "-" + rest,
            a + "." + b + "." + rest,
            n,
            "+1 " + a + " " + b + " " + rest)
        + draw.of("", "", "", "", "", "", " x101", " ext. 2");
  }
}
