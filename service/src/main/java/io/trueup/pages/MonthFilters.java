package io.trueup.pages;

import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.review.DiscrepancyParameters;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a list of findings is asked for, as its address says it; the same fields come with a form
 * that decides about all that fit.
 */
public final class MonthFilters {
  /** Parts of a month, by what has to be done about them. */
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "billing", Set.of("UNDERBILLING", "OVERBILLING", "MISSING_PRICE", "INACTIVE_SEATS"),
          "setup", Set.of("SETUP_ISSUE"),
          "follow_up", Set.of("FOLLOW_UP"));

  /** What is shown where nothing is asked for: everything that needs somebody. */
  static final List<String> OPEN =
      DiscrepancyRow.CLASSES.stream().filter(each -> !each.equals("MATCHED")).toList();

  private static final List<String> NAMES =
      List.of(
          "kind",
          "class",
          "q",
          "status",
          "assignee",
          "held",
          "reclaimable",
          "reason",
          "company_id",
          "product_code",
          "integration_id",
          "account_id",
          "currency",
          "sort");

  private final Map<String, String> asked;

  private MonthFilters(Map<String, String> asked) {
    this.asked = Collections.unmodifiableMap(asked);
  }

  /** Of an address' query. */
  static MonthFilters of(MultivaluedMap<String, String> query) {
    return of(query, name -> name);
  }

  /** Of a form, where who acts and why are fields of the decision itself. */
  static MonthFilters ofForm(MultivaluedMap<String, String> form) {
    return of(form, name -> name.equals("assignee") || name.equals("reason") ? name + "_is" : name);
  }

  /** One alone. */
  static MonthFilters only(String name, String value) {
    return new MonthFilters(none()).set(name, value);
  }

  private static MonthFilters of(
      MultivaluedMap<String, String> given, UnaryOperator<String> field) {
    Map<String, String> asked = none();
    asked.replaceAll(
        (name, nothing) -> Objects.requireNonNullElse(given.getFirst(field.apply(name)), ""));
    asked.computeIfPresent("kind", (name, kind) -> KINDS.containsKey(kind) ? kind : "");
    return new MonthFilters(asked);
  }

  private static Map<String, String> none() {
    Map<String, String> none = new LinkedHashMap<>();
    NAMES.forEach(name -> none.put(name, ""));
    return none;
  }

  private MonthFilters set(String name, String value) {
    Map<String, String> other = new LinkedHashMap<>(asked);
    other.put(name, value);
    return new MonthFilters(other);
  }

  /** A filter that no field of the page sets: it came with a link, and can be taken off. */
  public record Chip(String label, String value, String without) {}

  /** What they ask of the database. */
  DiscrepancyQuery query() {
    DiscrepancyParameters parameters = new DiscrepancyParameters();
    parameters.classes = classes();
    parameters.search = get("q");
    parameters.statuses = list("status");
    parameters.assignee = get("assignee");
    parameters.held = get("held");
    parameters.reclaimable = get("reclaimable");
    parameters.reasons = list("reason");
    parameters.companyId = get("company_id");
    parameters.productCode = get("product_code");
    parameters.integrationId = get("integration_id");
    parameters.accountId = get("account_id");
    parameters.currency = get("currency");
    parameters.sort = get("sort");
    return parameters.query();
  }

  private List<String> classes() {
    Set<String> part = KINDS.get(get("kind"));
    if (!get("class").isEmpty()) {
      return list("class");
    }
    if (part != null) {
      return OPEN.stream().filter(part::contains).toList();
    }
    // What is waived or tolerated matches, once a run was told so.
    return get("status").equals("waived") || get("status").equals("tolerated") ? List.of() : OPEN;
  }

  private String get(String name) {
    return asked.getOrDefault(name, "");
  }

  private List<String> list(String name) {
    return get(name).isEmpty() ? List.of() : List.of(get(name));
  }

  /** All of them by the names that an address has, in its order; those left out are empty. */
  public Map<String, String> asked() {
    return asked;
  }

  /** The address' query, without the cursor; begins with {@code ?}. */
  public String address() {
    return with("sort", get("sort"));
  }

  /** As {@link #address}, with one of them set to another value, or taken off by an empty one. */
  public String with(String name, String value) {
    List<String> parts = new ArrayList<>();
    set(name, value)
        .asked
        .forEach(
            (each, now) -> {
              parts.add(each);
              parts.add(now);
            });
    return Query.of(parts.toArray(String[]::new));
  }

  /** Those that no field of the page sets. */
  public List<Chip> chips() {
    List<Chip> chips = new ArrayList<>();
    chip(chips, "Client", "company_id");
    chip(chips, "Product", "product_code");
    chip(chips, "System", "integration_id");
    chip(chips, "Account", "account_id");
    chip(chips, "Reason", "reason");
    chip(chips, "Currency", "currency");
    chip(chips, "Reclaimable", "reclaimable");
    chip(chips, "Acts", "assignee");
    return chips;
  }

  private void chip(List<Chip> chips, String label, String name) {
    if (!get(name).isEmpty()) {
      String value = name.equals("reason") ? get(name).replace('_', ' ') : get(name);
      chips.add(new Chip(label, value, with(name, "")));
    }
  }

  /** Whether anything narrows the list. */
  public boolean narrowed() {
    return asked.entrySet().stream()
        .anyMatch(each -> !each.getKey().equals("sort") && !each.getValue().isEmpty());
  }
}
