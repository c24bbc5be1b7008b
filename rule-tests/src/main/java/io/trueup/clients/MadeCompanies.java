package io.trueup.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes companies: most on their own, others parents, chains, sisters and traders under a name. */
final class MadeCompanies {
  private final Draw draw;
  private final Map<Tongue, Integer> tongues;
  private final Set<String> names = new HashSet<>();
  private final Set<String> codes = new HashSet<>();
  private final Set<String> domains = new HashSet<>();
  private int made;

  MadeCompanies(Draw draw, Map<Tongue, Integer> tongues) {
    this.draw = draw;
    this.tongues = tongues;
  }

  /** So many companies, give or take the last family. */
  List<MadeCompany> clients(int count) {
    List<MadeCompany> all = new ArrayList<>();
    while (all.size() < count) {
      int kind = draw.between(1, 1000);
      if (kind <= 22) {
        family(all);
      } else if (kind <= 32) {
        chain(all);
      } else if (kind <= 112) {
        sisters(all);
      } else if (kind <= 170) {
        all.add(trader());
      } else {
        all.add(alone(""));
      }
    }
    return List.copyOf(all);
  }

  /** A company that has nothing to do with any other. */
  MadeCompany alone(String kind) {
    Tongue tongue = draw.weighted(tongues);
    return of(tongue, fresh(tongue), kind, null, "");
  }

  /** A company of another's language whose name is given; domain and number are its own. */
  MadeCompany like(MadeCompany company, String base) {
    return of(company.tongue(), base, "", null, draw.perMille(450) ? company.place() : "");
  }

  /** Another company of the same name, in another city. */
  MadeCompany namesake(MadeCompany company) {
    String place = company.tongue().elsewhere(company.place(), draw);
    return of(company.tongue(), company.base(), "", null, place);
  }

  /** Whether a client of this name was made. */
  boolean known(String base) {
    return names.contains(Latin.squashed(base));
  }

  private void family(List<MadeCompany> all) {
    MadeCompany parent = alone("parent");
    all.add(parent);
    Set<String> places = new HashSet<>();
    for (int n = draw.between(1, 4); n > 0; n--) {
      String place = parent.tongue().elsewhere(parent.place(), draw);
      if (places.add(place)) {
        String city = Tongue.city(place);
        String base =
            draw.of("{} - []", "{} ([])", "{} []").replace("{}", parent.base()).replace("[]", city);
        names.add(Latin.squashed(base));
        all.add(of(parent.tongue(), base, "child", parent, place));
      }
    }
  }

  private void chain(List<MadeCompany> all) {
    MadeCompany first = alone("chain");
    all.add(first);
    for (int n = draw.between(1, 3); n > 0; n--) {
      String street = draw.of(first.tongue().streets());
      String base =
          draw.of(first.base(), first.base() + " - " + street, first.base() + " #" + (400 + n));
      names.add(Latin.squashed(base));
      all.add(of(first.tongue(), base, "chain", null, first.place()));
    }
  }

  private void sisters(List<MadeCompany> all) {
    MadeCompany first = alone("sibling");
    all.add(first);
    String base = first.base() + " " + draw.of(first.tongue().offshoots());
    if (!base.matches(".* (\\S+) \\1") && names.add(Latin.squashed(base))) {
      all.add(of(first.tongue(), base, "sibling", null, draw.perMille(500) ? first.place() : ""));
    }
  }

  /** A trade name; registered under that of its owner. */
  private MadeCompany trader() {
    MadeCompany c = alone("dba");
    Tongue tongue = c.tongue();
    String owner =
        draw.of(tongue.firsts()).charAt(0)
            + " "
            + tongue.family(draw)
            + " "
            + draw.of(tongue.places())
            + " "
            + c.form();
    return new MadeCompany(
        tongue,
        c.base(),
        c.form(),
        c.name(),
        owner,
        c.country(),
        c.place(),
        c.phone(),
        c.domains(),
        c.identifier(),
        c.companyId(),
        null,
        "dba");
  }

  private MadeCompany of(
      Tongue tongue, String base, String kind, @Nullable MadeCompany parent, String place) {
    String form = draw.of(tongue.forms());
    String formal = form.equals("Stichting") ? form + " " + base : base + " " + form;
    boolean shared = parent != null && !parent.domains().isEmpty() && draw.perMille(850);
    List<String> own = shared && parent != null ? parent.domains() : domains(tongue, base);
    made++;
    return new MadeCompany(
        tongue,
        base,
        form,
        draw.perMille(280) ? formal : draw.perMille(20) ? base.toUpperCase(Locale.ROOT) : base,
        formal,
        draw.of(tongue.countries()),
        place.isEmpty() ? draw.of(tongue.cities()) : place,
        draw.between(201, 989) + "555" + draw.between(1000, 9999),
        own,
        code(base),
        "C" + (100_000 + made),
        parent,
        kind);
  }

  /** A name that no other company has. */
  private String fresh(Tongue tongue) {
    while (true) {
      String name = name(tongue);
      if (names.add(Latin.squashed(name))) {
        return name;
      }
    }
  }

  private String name(Tongue tongue) {
    String family = tongue.family(draw);
    String trade = draw.of(tongue.trades());
    String and = draw.of(" & ", " & ", " " + tongue.and() + " ");
    int kind = draw.between(0, 99);
    String who;
    if (kind < 34) {
      who = family;
    } else if (kind < 46) {
      who = family + and + tongue.family(draw);
    } else if (kind < 64) {
      who = draw.of(tongue.places());
    } else if (kind < 70) {
      who = Tongue.city(draw.of(tongue.cities()));
    } else if (kind < 78) {
      return draw.of(tongue.firsts()) + " " + family + (draw.perMille(400) ? " " + trade : "");
    } else if (kind < 88) {
      return family + draw.of("Tec", "Soft", "Med", "Link", "Nova", "Logic", "Care", "Print");
    } else if (kind < 94) {
      who = draw.of(tongue.firsts()) + "'s";
    } else {
      who = "" + (char) draw.between('A', 'Z') + (char) draw.between('B', 'Y') + draw.of("", "X");
    }
    return tongue.tradeFirst() ? trade + " " + who : who + " " + trade;
  }

  private List<String> domains(Tongue tongue, String base) {
    List<String> own = new ArrayList<>();
    for (int n = draw.perMille(930) ? draw.perMille(130) ? 2 : 1 : 0; n > 0; n--) {
      String end = "." + draw.of(tongue.domains());
      String label = label(base);
      String domain = label + end;
      while (!domains.add(domain)) {
        domain = label + draw.between(2, 9999) + end;
      }
      own.add(domain);
    }
    return own;
  }

  private String label(String base) {
    String all = draw.of(Latin.squashed(base), Latin.squashed(Latin.spelled(base)));
    String[] words = base.split(" ");
    String two = Latin.squashed(words[0] + (words.length > 1 ? words[1] : ""));
    String label = draw.of(all, all, all, two, two + draw.of("online", "group", "hq", "24"));
    return label.length() > 28 ? label.substring(0, 28) : label.length() < 3 ? all + "co" : label;
  }

  private String code(String base) {
    String all = Latin.squashed(base).toUpperCase(Locale.ROOT);
    StringBuilder syllables = new StringBuilder();
    for (String word : base.split(" ")) {
      String part = Latin.squashed(word).toUpperCase(Locale.ROOT);
      syllables.append(part, 0, Math.min(3, part.length()));
    }
    String code =
        draw.of(syllables.toString(), all.substring(0, Math.min(all.length(), draw.between(3, 8))));
    code = code.length() > 8 ? code.substring(0, 8) : code;
    String free = code;
    while (!codes.add(free)) {
      free = code + draw.between(2, 99_999);
    }
    return free;
  }
}
