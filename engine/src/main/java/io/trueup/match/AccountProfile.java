package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.text.Domains;
import io.trueup.text.Folding;
import io.trueup.text.NameParts;
import io.trueup.text.Phones;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account in the shape in which it is compared with companies. */
final class AccountProfile {
  private final Account account;
  private final boolean gone;
  private final Name name;
  private final boolean namedByDomain;
  private final List<Weighed> readings = new ArrayList<>();
  private final @Nullable Weighed parent;
  private final Set<String> domains = new LinkedHashSet<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Set<String> tenants = new LinkedHashSet<>();
  private final String phone;
  private final String code;
  private final String city;
  private final List<String> cityWords;
  private final String state;
  private final String country;

  /**
   * @param weights what the words of its names tell
   */
  AccountProfile(Account account, WordWeights weights) {
    this.account = account;
    this.gone = isGone(account);
    account.domains().forEach(this::addDomain);
    // A tenant may have nothing but its domain for a name.
    boolean host = !account.name().strip().contains(" ") && addDomain(account.name());
    namedByDomain = host;
    NameParts parts = NameParts.of(account.name());
    this.name = Name.of(account.name(), parts);
    List<Name> read = new ArrayList<>();
    read.add(name);
    if (host) {
      Domains.tenant(account.name()).ifPresent(tenant -> read.add(Name.of(tenant)));
      Domains.label(account.name()).ifPresent(own -> read.add(Name.of(own)));
    }
    Name.withCodes(parts).ifPresent(read::add);
    read.addAll(Name.aliases(parts));
    read.forEach(reading -> readings.add(new Weighed(reading, weights)));
    parent =
        account.parentName().isEmpty() ? null : new Weighed(Name.of(account.parentName()), weights);
    phone = Phones.key(account.phone()).orElse("");
    code = Folding.fold(account.externalRef()).strip();
    city = Places.plain(account.city());
    cityWords = Places.words(city);
    state = Places.plain(account.state());
    country = Places.country(Places.plain(account.country()));
  }

  private boolean addDomain(String text) {
    var tenant = Domains.tenant(text);
    if (tenant.isPresent()) {
      labels.add(Labels.plain(tenant.get()));
      tenants.add(Labels.plain(tenant.get()));
      return true;
    }
    var found = Domains.find(text).filter(domain -> !domain.shared());
    found.ifPresent(
        domain -> {
          domains.add(domain.registrable());
          labels.add(Labels.plain(domain.label()));
        });
    return found.isPresent();
  }

  Account account() {
    return account;
  }

  Name name() {
    return name;
  }

  /** Whether it has nothing but a domain for a name. */
  boolean namedByDomain() {
    return namedByDomain;
  }

  /** Every way to read its name, the whole first. */
  List<Weighed> readings() {
    return readings;
  }

  /** The name of the record above it. */
  @Nullable Weighed parent() {
    return parent;
  }

  /** Domains that somebody registered for himself. */
  Set<String> domains() {
    return domains;
  }

  /** The names in those domains, and in its onmicrosoft domain. */
  Set<String> labels() {
    return labels;
  }

  /** The names of its onmicrosoft domains, which somebody chose. */
  Set<String> tenants() {
    return tenants;
  }

  String phone() {
    return phone;
  }

  /** Its reference to another system as short codes are compared, folded; empty without one. */
  String code() {
    return code;
  }

  String city() {
    return city;
  }

  List<String> cityWords() {
    return cityWords;
  }

  String state() {
    return state;
  }

  String country() {
    return country;
  }

  /** Whether the integration says that it is not in use. */
  boolean gone() {
    return gone;
  }

  static boolean isGone(Account account) {
    String status = account.status().isEmpty() ? "" : Folding.fold(account.status());
    return !status.isEmpty() && !status.equals("active");
  }
}
