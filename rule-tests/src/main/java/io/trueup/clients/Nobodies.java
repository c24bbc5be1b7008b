package io.trueup.clients;

import java.util.ArrayList;
import java.util.List;

/** Makes accounts that are nobody's, most of them close to a client's. */
final class Nobodies {
  private static final List<String> GENERIC =
      List.of(
          "Unassigned",
          "Default",
          "Demo",
          "Test",
          "Test Company",
          "Training",
          "Lab",
          "Sandbox",
          "New Client",
          "Internal IT",
          "Root",
          "Archive",
          "Prospects",
          "Testkunde",
          "Musterfirma",
          "Client test",
          "Nicht zugeordnet",
          "Klient testowy");
  private static final List<String> OWN =
      List.of("Mistral & Moss IT", "Mistral & Moss IT (Internal)", "Mistral & Moss IT - NFR");

  private final Draw draw;
  private final MadeCompanies making;
  private final MadeAccounts accounts;
  private final List<MadeCompany> clients;
  private final List<MadeCompany> outside = new ArrayList<>();

  Nobodies(Draw draw, MadeCompanies making, MadeAccounts accounts, List<MadeCompany> clients) {
    this.draw = draw;
    this.making = making;
    this.accounts = accounts;
    this.clients = clients;
    for (int n = 0; n < clients.size() / 3 + 5; n++) {
      outside.add(making.alone(""));
    }
  }

  void add(SourceSystem system) {
    int kind = draw.between(1, 1000);
    if (kind <= 377) {
      sister(system);
    } else if (kind <= 700) {
      stranger(system);
    } else if (kind <= 830) {
      namesake(system);
    } else if (kind <= 905) {
      MadeCompany former = draw.of(outside);
      String name = draw.of(former.tongue().farewells()).replace("{}", former.base());
      accounts.ofNobody(system, former, name, "nobody_deleted", "deleted");
    } else if (kind <= 955) {
      neighbour(system);
    } else if (draw.perMille(800)) {
      accounts.generic(system, draw.of(GENERIC), "nobody_generic");
    } else {
      accounts.generic(system, draw.of(OWN), "nobody_own_tenant");
    }
  }

  /** A company that sounds like a client's sister, and is not one. */
  private void sister(SourceSystem system) {
    MadeCompany client = draw.of(clients);
    Tongue tongue = client.tongue();
    // Not the client's own town: that would be the client, with its place behind the name.
    String city = Tongue.city(tongue.elsewhere(client.place(), draw));
    String base =
        switch (draw.between(0, 9)) {
          case 0 -> "New " + client.base();
          case 1 -> draw.of("First ", "Greater ", "North ", "Nova ") + client.base();
          case 2 -> client.base() + " " + city;
          case 3 -> client.base() + " - " + city;
          default -> client.base() + " " + draw.of(tongue.offshoots());
        };
    boolean twice =
        List.of(client.base().split(" ")).contains(base.substring(base.lastIndexOf(' ') + 1));
    if (making.known(base) || twice || client.base().contains(city)) {
      stranger(system);
      return;
    }
    MadeCompany sister = making.like(client, base);
    String name = draw.of(sister.base(), sister.base(), sister.formal(), sister.name());
    accounts.ofNobody(system, sister, name, "nobody_sister", "active");
  }

  private void stranger(SourceSystem system) {
    MadeCompany stranger = draw.of(outside);
    String name = accounts.disguised(system, stranger, new ArrayList<>());
    // Words that stand for many businesses at once say nothing of this one.
    boolean told = Latin.squashed(name).length() > 6;
    accounts.ofNobody(system, stranger, told ? name : stranger.name(), "nobody_outside", "active");
  }

  /** Another business of a client's name, elsewhere; only where the account tells where. */
  private void namesake(SourceSystem system) {
    if (system.knowsPlaces()) {
      accounts.ofNamesake(system, making.namesake(draw.of(clients)));
    } else {
      stranger(system);
    }
  }

  /** A business that shares a client's first word, and nothing else. */
  private void neighbour(SourceSystem system) {
    MadeCompany client = draw.of(clients);
    Tongue tongue = client.tongue();
    String base = client.words().get(0) + " " + draw.of(tongue.trades());
    if (making.known(base)) {
      stranger(system);
      return;
    }
    MadeCompany neighbour = making.like(client, base);
    accounts.ofNobody(system, neighbour, neighbour.name(), "nobody_first_word", "active");
  }
}
