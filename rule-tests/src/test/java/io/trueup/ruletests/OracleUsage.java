package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.account;
import static io.trueup.ruletests.OracleInput.text;
import static io.trueup.ruletests.OracleInput.textOr;

import io.trueup.ruletests.OracleResult.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decides the fate of every usage record, and which records a position or a product counts. */
final class OracleUsage {

  /** Usage of one company and product that no line bills. */
  record Unbilled(
      String company, String product, OracleMapping mapping, List<Map<String, String>> records) {}

  final Map<String, Fate> fates = new TreeMap<>();
  final Map<List<String>, Unbilled> unbilled = new LinkedHashMap<>();

  private final OracleInput input;
  private final Map<String, OracleLinks.Link> links;
  private final List<OraclePosition> positions;
  private final List<OracleMapping> mappings;
  private final Map<String, List<OraclePosition>> payers = new HashMap<>();
  private final Map<OraclePosition, List<Map<String, String>>> counted = new IdentityHashMap<>();

  OracleUsage(
      OracleInput input, Map<String, OracleLinks.Link> links, List<OraclePosition> positions) {
    this.input = input;
    this.links = links;
    this.positions = positions;
    this.mappings = input.mappings.stream().map(OracleMapping::new).toList();
    input.usage.forEach(record -> fates.put(key(record), fate(record)));
  }

  static String key(Map<String, String> record) {
    return account(record) + "/" + text(record, "record_id");
  }

  /** The position's own mapping: the best of its product at its own company. */
  Optional<OracleMapping> mapping(OraclePosition position) {
    return OracleMapping.best(mappings, "count", position.company(), position.product());
  }

  /** The records that the position counts now. */
  List<Map<String, String>> counted(OraclePosition position) {
    return counted.getOrDefault(position, List.of());
  }

  /** The records that the position's mapping would have counted at the previous run. */
  List<Map<String, String>> countedBefore(OraclePosition position, OracleMapping mapping) {
    return input.previousUsage.stream()
        .filter(r -> positionsOf(company(r)).contains(position))
        .filter(r -> input.active(company(r)) && countsFor(position, mapping, r))
        .filter(r -> !billedAtHome(r, company(r)))
        .toList();
  }

  /** Records of the company that the mapping selects, whatever other mappings do with them. */
  List<Map<String, String>> selected(OraclePosition position, OracleMapping mapping) {
    return input.usage.stream()
        .filter(r -> positionsOf(company(r)).contains(position) && input.active(company(r)))
        .filter(r -> mapping.selects(r, integration(r)) && !billedAtHome(r, company(r)))
        .toList();
  }

  List<OracleMapping> companions(String role, OraclePosition position) {
    return mappings.stream()
        .filter(m -> m.role().equals(role) && m.concerns(position.company()))
        .filter(
            m ->
                role.equals("component")
                    ? m.cell("bundle_code").equals(position.product())
                    : m.names(position.product()))
        .toList();
  }

  /** The company that a split gives the record to, else its account's; empty when nobody's. */
  String company(Map<String, String> record) {
    Set<String> claimants = OracleSplits.claimants(input, record);
    if (!claimants.isEmpty()) {
      return claimants.size() == 1 ? claimants.iterator().next() : "";
    }
    OracleLinks.Link link = links.get(account(record));
    return link == null ? "" : link.company();
  }

  /** Whether the record goes where its account goes. */
  boolean staysWithAccount(Map<String, String> record) {
    return OracleSplits.claimants(input, record).isEmpty();
  }

  Map<String, String> integration(Map<String, String> record) {
    return input.integrations.getOrDefault(text(record, "integration_id"), Map.of());
  }

  private Fate fate(Map<String, String> record) {
    OracleLinks.Link link = links.getOrDefault(account(record), new OracleLinks.Link("", Set.of()));
    boolean stays = staysWithAccount(record);
    if (stays && link.ignored()) {
      return new Fate("excluded", "", "ignored_account");
    }
    if (stays && !link.linked()) {
      return new Fate("unaccounted", "", "unmapped_account");
    }
    String company = company(record);
    if (company.isEmpty()) {
      return new Fate("unaccounted", "", "ambiguous_split");
    }
    if (!input.active(company)) {
      return new Fate("unaccounted", company, "inactive_company");
    }
    // Selected by the mapping of one or more of the company's positions: counted by each.
    List<OraclePosition> counting = new ArrayList<>();
    List<OracleMapping> companions = new ArrayList<>();
    for (OraclePosition position : positionsOf(company)) {
      if (mapping(position).filter(m -> countsFor(position, m, record)).isPresent()) {
        counting.add(position);
      }
      companions.addAll(companions("component", position));
      companions.addAll(companions("check", position));
    }
    List<OracleMapping> others = otherProducts(company);
    Optional<OracleMapping> other =
        others.stream().filter(m -> m.selects(record, integration(record))).min(OracleMapping.RANK);
    boolean companion = companions.stream().anyMatch(m -> m.selects(record, integration(record)));
    // Only its state keeps it out.
    boolean selectedButForState =
        Stream.of(
                positionsOf(company).stream().flatMap(p -> mapping(p).stream()),
                companions.stream(),
                others.stream())
            .flatMap(Function.identity())
            .anyMatch(m -> m.selectsInAnyState(record, integration(record)));
    boolean selected = !counting.isEmpty() || companion || other.isPresent();
    if (!selected && selectedButForState) {
      return new Fate("excluded", company, "state_" + textOr(record, "state", "active"));
    }
    if (billedAtHome(record, company)) {
      return new Fate("excluded", company, "billed_at_home_company");
    }
    counting.forEach(p -> counted.computeIfAbsent(p, key -> new ArrayList<>()).add(record));
    if (!counting.isEmpty() || companion) {
      return new Fate("counted", company, "");
    }
    // Selected by another product's mapping: usage that no line bills.
    if (other.isPresent()) {
      OracleMapping mapping = other.get();
      // A mapping of a family of products: the vendor's code when it is one of them, else the
      // family.
      String own = text(record, "product_code");
      boolean family = !mapping.namesOneProduct() && mapping.names(own);
      String product = family ? own : mapping.cell("product_code");
      unbilled
          .computeIfAbsent(
              List.of(company, product),
              key -> new Unbilled(company, product, mapping, new ArrayList<>()))
          .records()
          .add(record);
      return new Fate("counted", company, "no_billing_line");
    }
    return new Fate("unaccounted", company, "unaccounted_usage");
  }

  private boolean countsFor(
      OraclePosition position, OracleMapping mapping, Map<String, String> record) {
    return mapping.selects(record, integration(record))
        || (committed(position, record) && mapping.selectsInAnyState(record, integration(record)));
  }

  /** An unassigned licence that the client is committed to, where commitments are billed. */
  boolean committed(OraclePosition position, Map<String, String> record) {
    return textOr(record, "state", "active").equals("unassigned")
        && !text(record, "commitment_end_date").isEmpty()
        && !OracleInput.date(record, "commitment_end_date", input.asOf).isBefore(input.asOf)
        && !input.decisions("bill_committed", position.company(), position.product()).isEmpty();
  }

  /** A person who is billed at another company. */
  private boolean billedAtHome(Map<String, String> record, String company) {
    String user = text(record, "user_id").toLowerCase(Locale.ROOT);
    return !user.isEmpty()
        && input.decisions("home_company").stream()
            .anyMatch(
                d ->
                    text(d, "value").toLowerCase(Locale.ROOT).equals(user)
                        && !text(d, "company_id").equals(company));
  }

  /** The positions that count a company's usage: its own, and those of a parent that pays. */
  List<OraclePosition> positionsOf(String company) {
    return payers.computeIfAbsent(
        company,
        c -> positions.stream().filter(p -> payer(c, p.product()).equals(p.company())).toList());
  }

  /**
   * The company itself when it has a line of the product in force, else its nearest such parent.
   */
  private String payer(String company, String product) {
    Set<String> seen = new HashSet<>();
    String at = company;
    while (!at.isEmpty() && seen.add(at)) {
      String here = at;
      if (positions.stream()
          .anyMatch(p -> p.company().equals(here) && p.product().equals(product))) {
        return at;
      }
      at = text(input.companies.getOrDefault(at, Map.of()), "parent_company_id");
    }
    return "";
  }

  /** The best mapping of every mapped product that no position of the company bills. */
  private List<OracleMapping> otherProducts(String company) {
    Set<String> products = new TreeSet<>();
    mappings.stream()
        .filter(m -> m.role().equals("count") && m.namesOneProduct())
        .forEach(m -> products.add(m.cell("product_code")));
    positionsOf(company).forEach(p -> products.remove(p.product()));
    Stream<OracleMapping> families =
        mappings.stream()
            .filter(m -> m.role().equals("count") && !m.namesOneProduct() && m.concerns(company))
            .filter(m -> positionsOf(company).stream().noneMatch(p -> m.names(p.product())));
    return Stream.concat(
            products.stream()
                .flatMap(
                    product -> OracleMapping.best(mappings, "count", company, product).stream()),
            families)
        .distinct()
        .toList();
  }
}
