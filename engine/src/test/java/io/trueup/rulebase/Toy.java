package io.trueup.rulebase;

import io.trueup.facts.Verb;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small fact model for tests, and short ways to compile and evaluate with it. */
public final class Toy {
  private Toy() {}

  public enum Status {
    ACTIVE,
    CANCELLED,
    TRIAL
  }

  public record Client(
      String id, @Nullable String name, String tier, String country, List<String> tags) {
    public boolean domestic() {
      return country.equals("PL");
    }
  }

  public record Subscription(
      String id,
      String clientId,
      String sku,
      String vendor,
      Status status,
      int seats,
      @Nullable BigDecimal unitPrice,
      LocalDate startDate,
      boolean reviewed,
      Map<String, String> attributes) {}

  public record VendorLine(
      String vendor,
      String clientId,
      String sku,
      int qty,
      BigDecimal unitCost,
      @Nullable Integer limit) {}

  public record InvoiceLine(
      String clientId, String sku, int qty, BigDecimal amount, boolean taxed) {}

  /** A fact that leads to another. */
  public record Link(String kind, Subscription subscription) {}

  /** What most test rules conclude. */
  public record Finding(String code, String clientId, String message) {
    @Verb
    public static Finding flag(String code, String clientId, String message) {
      return new Finding(code, clientId, message);
    }

    @Verb
    public static Finding of(String code, String clientId) {
      return new Finding(code, clientId, "");
    }

    @Verb
    public static Finding number(String code, BigDecimal number) {
      return new Finding(code, number.stripTrailingZeros().toPlainString(), "");
    }

    @Verb
    public static Finding big(Subscription subscription) {
      return new Finding("BIG", subscription.clientId(), subscription.id());
    }
  }

  /** A second conclusion, for rules that withdraw or feed each other. */
  public record Exclusion(String subscriptionId, String reason, int level) {
    @Verb
    public static Exclusion because(Subscription subscription, String reason) {
      return new Exclusion(subscription.id(), reason, 0);
    }

    @Verb
    public static Exclusion again(Exclusion exclusion) {
      return new Exclusion(exclusion.subscriptionId(), exclusion.reason(), exclusion.level() + 1);
    }

    @Verb
    public static Exclusion longer(Exclusion exclusion) {
      return new Exclusion(exclusion.subscriptionId(), exclusion.reason() + exclusion.reason(), 0);
    }

    @Verb
    public static Exclusion dated(LocalDate date, Status status, boolean yes, long number) {
      return new Exclusion(date + " " + status + " " + yes, "dated", (int) number);
    }
  }

  static final List<Class<?>> TYPES =
      List.of(
          Client.class,
          Subscription.class,
          VendorLine.class,
          InvoiceLine.class,
          Link.class,
          Finding.class,
          Exclusion.class);

  static final FactModel MODEL = FactModel.of(TYPES);
  static final String PACKAGE = "trueup.discrepancies";
  static final String FILE = "discrepancies/toy.drl";

  static Subscription subscription(String id, String clientId, int seats) {
    return new Subscription(
        id,
        clientId,
        "M365-E3",
        "microsoft",
        Status.ACTIVE,
        seats,
        new BigDecimal("10.00"),
        LocalDate.of(2026, 1, 31),
        false,
        Map.of("term", "annual"));
  }

  static Client client(String id, String name) {
    return new Client(id, name, "gold", "PL", List.of("vip"));
  }

  /** A file with one rule of these conditions that flags {@code code} for {@code clientId}. */
  static String rule(String conditions, String conclusion) {
    return "package "
        + PACKAGE
        + "\nrule \"This is a rule\"\n  @id(\"TST-001\") @owner(\"qa\") @since(\"2026-11\") @rationale(\"Test.\")\nwhen\n  "
        + conditions
        + "\nthen\n  "
        + conclusion
        + "\nend\n";
  }

  static Compiled compile(String... texts) {
    List<RuleSource> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new RuleSource(i == 0 ? FILE : "discrepancies/toy" + i + ".drl", texts[i]));
    }
    return RuleBase.compile(PACKAGE, sources, MODEL, Limits.DEFAULT);
  }

  static Outcome evaluate(String text, Object... facts) {
    return compile(text).get().evaluate(Arrays.asList(facts));
  }

  /** Whether one rule of these conditions fires for these facts. */
  static boolean fires(String conditions, Object... facts) {
    Outcome outcome =
        evaluate(rule(conditions, "insertLogical( Finding.of( \"X\", \"y\" ) );"), facts);
    if (!outcome.complete()) {
      throw new AssertionError(outcome.stoppedBecause());
    }
    return !outcome.conclusions().isEmpty();
  }

  /** The facts concluded, in order. */
  static List<Object> concluded(Outcome outcome) {
    return outcome.conclusions().stream().map(Conclusion::fact).toList();
  }

  static Compiled compileRule(String conditions) {
    return compile(rule(conditions, "insertLogical( Finding.of( \"X\", \"y\" ) );"));
  }
}
