package io.trueup.stage;

import io.trueup.facts.Integration;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import io.trueup.text.Globs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All service mappings of a run, and what each shape of usage is selected by. */
final class Mappings {
  /**
   * A mapping whose filters agree with a shape.
   *
   * @param accepted whether its states agree too
   */
  record Match(Mapping mapping, boolean accepted) {}

  /**
   * What a shape is selected by.
   *
   * @param number tells this shape from all others of the run
   * @param matching the same for shapes that are selected by the same mappings for the same
   *     products
   * @param matches mappings whose filters all agree but perhaps the states, most specific first
   * @param nearMisses mappings that would select it but for an attribute
   */
  record Selected(
      Shape shape, int number, int matching, List<Match> matches, List<Mapping> nearMisses) {}

  private final List<Mapping> all = new ArrayList<>();
  private final Map<String, String> categories = new HashMap<>();
  private final Map<String, Mapping> byId = new HashMap<>();
  private final Map<String, List<Mapping>> components = new HashMap<>();
  private final Set<String> filteredAttributes = new TreeSet<>();
  private final Map<Shape, Selected> selected = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger lastMatching = new AtomicInteger();
  private final Map<List<Object>, Integer> matchings = new ConcurrentHashMap<>();
  private final Map<String, List<Mapping>> billing = new ConcurrentHashMap<>();
  private final boolean anyChecks;

  Mappings(Collection<ServiceMapping> mappings, Collection<Integration> integrations) {
    integrations.forEach(i -> categories.put(i.integrationId(), i.category()));
    List<Mapping> sorted =
        mappings.stream()
            .map(fact -> new Mapping(0, fact))
            .sorted(Mapping.MOST_SPECIFIC_FIRST)
            .toList();
    for (Mapping mapping : sorted) {
      Mapping numbered = new Mapping(all.size(), mapping.fact());
      all.add(numbered);
      byId.putIfAbsent(mapping.fact().mappingId(), numbered);
      if (mapping.fact().role().equals("component")) {
        components
            .computeIfAbsent(mapping.fact().bundleCode(), k -> new ArrayList<>())
            .add(numbered);
      }
      filteredAttributes.addAll(mapping.fact().attributeFilters().keySet());
    }
    this.anyChecks = all.stream().anyMatch(mapping -> mapping.fact().role().equals("check"));
  }

  boolean filterAttributes() {
    return !filteredAttributes.isEmpty();
  }

  String category(String integrationId) {
    return categories.getOrDefault(integrationId, "");
  }

  Shape shape(UsageRecord usage) {
    Map<String, String> attributes = Map.of();
    if (!filteredAttributes.isEmpty() && !usage.attributes().isEmpty()) {
      attributes = new TreeMap<>();
      for (String name : filteredAttributes) {
        String value = usage.attributes().get(name);
        if (value != null) {
          attributes.put(name, value);
        }
      }
    }
    return new Shape(
        usage.integrationId(),
        category(usage.integrationId()),
        usage.kind(),
        usage.productCode(),
        usage.deviceClass(),
        usage.state(),
        attributes);
  }

  /** What selects a shape, found once per shape. Flat fees select nothing. */
  Selected select(Shape shape) {
    Selected known = selected.get(shape);
    return known != null ? known : selected.computeIfAbsent(shape, this::find);
  }

  private Selected find(Shape shape) {
    List<Match> matches = new ArrayList<>();
    List<Mapping> nearMisses = new ArrayList<>();
    for (Mapping mapping : all) {
      if (mapping.fact().countsUsage() && mapping.acceptsKind(shape)) {
        if (mapping.acceptsAttributes(shape)) {
          matches.add(new Match(mapping, mapping.acceptsState(shape)));
        } else if (mapping.acceptsState(shape)) {
          nearMisses.add(mapping);
        }
      }
    }
    return new Selected(
        shape,
        numbers.getAndIncrement(),
        matching(shape, matches),
        List.copyOf(matches),
        List.copyOf(nearMisses));
  }

  private int matching(Shape shape, List<Match> matches) {
    List<Object> told = new ArrayList<>();
    for (Match match : matches) {
      told.add(match.mapping().index());
      told.add(match.accepted());
      told.add(match.mapping().productFor(shape));
    }
    return matchings.computeIfAbsent(told, k -> lastMatching.incrementAndGet());
  }

  /** Mappings of {@code role} that bill a product of a company, most specific first. */
  List<Mapping> billing(String role, String companyId, String productCode) {
    return billing(productCode).stream()
        .filter(mapping -> mapping.fact().role().equals(role) && mapping.availableTo(companyId))
        .toList();
  }

  private List<Mapping> billing(String productCode) {
    List<Mapping> known = billing.get(productCode);
    return known != null
        ? known
        : billing.computeIfAbsent(
            productCode, code -> all.stream().filter(mapping -> mapping.bills(code)).toList());
  }

  /** The most specific mapping of {@code role} that bills a product of a company. */
  Optional<Mapping> first(String role, String companyId, String productCode) {
    for (Mapping mapping : billing(productCode)) {
      if (mapping.fact().role().equals(role) && mapping.availableTo(companyId)) {
        return Optional.of(mapping);
      }
    }
    return Optional.empty();
  }

  /** The mapping that a position of this product uses. */
  Optional<Mapping> best(String companyId, String productCode) {
    return first("count", companyId, productCode);
  }

  /**
   * Whether a company's usage could be counted by this mapping although none of its positions uses
   * it: the more specific mapping of a product wins, and a mapping for a family of products stands
   * for itself, or for one of them that no position bills and that no other mapping knows better.
   *
   * @param billed products of the company's positions
   */
  boolean standsForUnbilled(Mapping mapping, String companyId, Set<String> billed) {
    if (!mapping.availableTo(companyId)) {
      return false;
    }
    String product = mapping.fact().productCode();
    boolean unbilled = billed.stream().noneMatch(mapping::bills);
    if (!Globs.isGlob(product)) {
      return unbilled && isBestOf(product, mapping, companyId);
    }
    return unbilled
        || all.stream()
            .map(other -> other.fact().productCode())
            .anyMatch(
                other ->
                    !Globs.isGlob(other)
                        && !billed.contains(other)
                        && mapping.bills(other)
                        && isBestOf(other, mapping, companyId));
  }

  private boolean isBestOf(String product, Mapping mapping, String companyId) {
    return best(companyId, product).filter(mapping::equals).isPresent();
  }

  /** Component mappings of a bundle, most specific first. */
  List<Mapping> components(String companyId, String bundleCode) {
    List<Mapping> ofBundle = components.getOrDefault(bundleCode, List.of());
    return ofBundle.isEmpty()
        ? ofBundle
        : ofBundle.stream().filter(mapping -> mapping.availableTo(companyId)).toList();
  }

  /**
   * The mapping of an id that this run has.
   *
   * @throws IllegalArgumentException when there is none
   */
  Mapping byId(String mappingId) {
    Mapping mapping = byId.get(mappingId);
    if (mapping == null) {
      throw new IllegalArgumentException("no service mapping " + mappingId);
    }
    return mapping;
  }

  boolean anyComponents() {
    return !components.isEmpty();
  }

  boolean anyChecks() {
    return anyChecks;
  }

  boolean anyHighWater() {
    return all.stream().anyMatch(mapping -> mapping.fact().basis().equals("high_water"));
  }
}
