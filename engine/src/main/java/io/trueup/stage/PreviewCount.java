package io.trueup.stage;

import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UsageRecord;
import io.trueup.stage.MappingPreview.Client;
import io.trueup.stage.MappingPreview.Left;
import io.trueup.stage.MappingPreview.Miss;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts for one mapping: finds the companies that it could matter to, by shapes of usage, and asks
 * the stage about those alone.
 */
final class PreviewCount {
  private static final int EXAMPLES = 3;

  /** What the mapping makes of a shape: accepted, kept out by one filter, or neither. */
  private record Word(boolean accepted, String missed, String value) {
    static final Word FAR = new Word(false, "", "");
  }

  private static final class Missed {
    long records;
    final List<String> examples = new ArrayList<>();
  }

  private final MappedMonth month;
  private final Mappings mappings;
  private final Mapping mine;
  private final Billing billing;
  private final Map<Shape, Word> words = new HashMap<>();
  private final Map<String, Missed> misses = new TreeMap<>();
  private long selected;

  PreviewCount(MappedMonth month, Mappings mappings, Mapping mine) {
    this.month = month;
    this.mappings = mappings;
    this.mine = mine;
    this.billing = month.billing(mappings);
  }

  MappingPreview preview() {
    Map<String, int[]> companies = new TreeMap<>();
    month
        .partitions()
        .byCompany()
        .forEach(
            (company, records) -> {
              boolean any = look(records);
              if (any || billing.positionsFor(company).stream().anyMatch(this::isMine)) {
                companies.put(company, records);
              }
            });
    Map<String, int[]> unlinked = new TreeMap<>();
    month
        .partitions()
        .unlinked()
        .forEach(
            (link, records) -> {
              if (look(records)) {
                unlinked.put(link, records);
              }
            });
    MappedMonth.Pass pass = month.pass(new Partitions(companies, unlinked), mappings, billing);
    return result(pass);
  }

  /** Notes what the mapping says of some records; whether it selects any. */
  private boolean look(int[] records) {
    boolean any = false;
    for (int position : records) {
      UsageRecord record = month.record(position);
      Word word = words.computeIfAbsent(mappings.shape(record), this::word);
      if (word.accepted()) {
        any = true;
        selected++;
      } else if (!word.missed().isEmpty()) {
        Missed missed =
            misses.computeIfAbsent(word.missed() + '\0' + word.value(), k -> new Missed());
        missed.records++;
        if (missed.examples.size() < EXAMPLES) {
          missed.examples.add(example(record));
        }
      }
    }
    return any;
  }

  private static String example(UsageRecord record) {
    String name =
        !record.name().isEmpty()
            ? record.name()
            : !record.userId().isEmpty() ? record.userId() : record.recordId();
    return record.integrationId() + "/" + record.accountId() + ": " + name;
  }

  private Word word(Shape shape) {
    if (!mine.fact().countsUsage() || !mine.reads(shape)) {
      return Word.FAR;
    }
    List<String> missed = mine.misses(shape);
    if (missed.isEmpty()) {
      return new Word(true, "", "");
    }
    return missed.size() > 1
        ? Word.FAR
        : new Word(false, missed.get(0), value(missed.get(0), shape));
  }

  private String value(String column, Shape shape) {
    return switch (column) {
      case "kind" -> shape.kind();
      case "usage_product_code" -> shape.productCode();
      case "device_class" -> shape.deviceClass();
      case "states" -> shape.state();
      default ->
          mine.fact().attributeFilters().keySet().stream()
              .map(name -> name + "=" + shape.attributes().getOrDefault(name, ""))
              .reduce((one, other) -> one + ";" + other)
              .orElse("");
    };
  }

  private MappingPreview result(MappedMonth.Pass pass) {
    List<Client> clients = new ArrayList<>();
    int lines = 0;
    BigDecimal billed = BigDecimal.ZERO;
    for (String company : billing.billedCompanies()) {
      for (PositionLines position : billing.positions(company)) {
        if (isMine(position)) {
          Client client = client(pass, position);
          clients.add(client);
          lines++;
          billed = billed.add(client.billed());
        }
      }
    }
    long counted = 0;
    Map<String, Long> left = new TreeMap<>();
    for (UsageMapping.Mapped mapped : pass.mapped()) {
      pass.ledger()
          .unbilled(mapped.companyId())
          .forEach(
              (product, tallied) ->
                  unbilled(pass, mapped.companyId(), product, tallied).ifPresent(clients::add));
      for (UsageGroup group : mapped.groups()) {
        counted += counted(group, left);
      }
    }
    clients.sort(
        Comparator.comparing((Client client) -> client.difference().abs())
            .thenComparing(Client::used)
            .reversed()
            .thenComparing(Client::companyName)
            .thenComparing(Client::productCode));
    return new MappingPreview(
        selected,
        counted,
        clients.stream().map(Client::used).reduce(BigDecimal.ZERO, BigDecimal::add),
        billed,
        lines,
        clients,
        left.entrySet().stream()
            .map(entry -> new Left(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingLong(Left::records).reversed().thenComparing(Left::reason))
            .toList(),
        misses());
  }

  private boolean isMine(PositionLines position) {
    return position.mapping().filter(mapping -> mapping.index() == mine.index()).isPresent();
  }

  private Client client(MappedMonth.Pass pass, PositionLines position) {
    Subjects.Measured measured = pass.subjects().position(position);
    BigDecimal delta = measured.fact().delta();
    return new Client(
        position.companyId(),
        month.name(position.companyId()),
        position.productCode(),
        measured.fact().used(),
        position.billed(),
        true,
        measured.count().records(),
        position.growthPrice().isPresent() ? position.currency().getCurrencyCode() : "",
        position.month(delta));
  }

  /** Usage of a product that no line bills, where this mapping is the one that speaks for it. */
  private Optional<Client> unbilled(
      MappedMonth.Pass pass, String company, String product, List<UsageMapping.Tallied> tallied) {
    Mapping best =
        tallied.stream()
            .map(one -> mappings.byId(one.counted().mappingId()))
            .min(Mapping.MOST_SPECIFIC_FIRST)
            .orElse(mine);
    if (best.index() != mine.index()) {
      return Optional.empty();
    }
    UnbilledUsage usage = pass.subjects().unbilled(company, product, mine, tallied);
    return Optional.of(
        new Client(
            company,
            month.name(company),
            product,
            usage.used(),
            BigDecimal.ZERO,
            false,
            tallied.stream().mapToLong(one -> one.group().records().length).sum(),
            usage.currency(),
            usage.impact()));
  }

  /** Records of a group that this mapping counts; notes why it counts none though it accepts it. */
  private long counted(UsageGroup group, Map<String, Long> left) {
    boolean accepted =
        group.selected().matches().stream()
            .anyMatch(match -> match.accepted() && match.mapping().index() == mine.index());
    boolean byMine =
        group.fate().counted().stream()
            .anyMatch(counted -> counted.mappingId().equals(mine.fact().mappingId()));
    if (byMine) {
      return group.records().length;
    }
    if (accepted) {
      String reason =
          group.outcome().equals(Fate.COUNTED)
              ? group.fate().counted().stream()
                  .map(counted -> "counted_by " + counted.mappingId())
                  .sorted()
                  .findFirst()
                  .orElse("")
              : group.fate().reason();
      left.merge(reason, (long) group.records().length, Long::sum);
    }
    return 0;
  }

  private List<Miss> misses() {
    List<Miss> all = new ArrayList<>();
    misses.forEach(
        (key, missed) -> {
          int split = key.indexOf('\0');
          all.add(
              new Miss(
                  key.substring(0, split),
                  key.substring(split + 1),
                  missed.records,
                  missed.examples));
        });
    return all.stream()
        .sorted(Comparator.comparingLong(Miss::records).reversed().thenComparing(Miss::value))
        .limit(MappingPreview.MISSES)
        .toList();
  }
}
