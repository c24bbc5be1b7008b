package io.trueup.rulebase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule as one line of text that shows every token and how they belong together. */
final class Outline {
  private static final Limits UNBOUNDED =
      new Limits(
          Integer.MAX_VALUE,
          1000,
          1000,
          1000,
          Integer.MAX_VALUE,
          1,
          1,
          1,
          1,
          1,
          Duration.ofDays(1),
          1,
          1,
          1,
          1,
          Duration.ofDays(1));

  private final String text;

  Outline(String text) {
    this.text = text;
  }

  String of(RuleText rule) {
    List<String> metadata = new ArrayList<>();
    for (Map.Entry<String, Token> entry : rule.metadata().entrySet()) {
      metadata.add(entry.getKey() + "=" + entry.getValue().text());
    }
    return rule(
        rule.name(),
        metadata,
        group("and", rule.conditions().stream().map(this::of).toList()),
        text.substring(rule.then() + "then".length(), rule.end()));
  }

  static String rule(String name, List<String> metadata, String conditions, String conclusions) {
    return name
        + " @"
        + metadata.stream().sorted().toList()
        + " when "
        + conditions
        + " then "
        + tokens(conclusions);
  }

  private String of(Condition condition) {
    if (condition instanceof Condition.Pattern pattern) {
      return pattern(
          pattern.variable() == null ? null : pattern.variable().text(),
          pattern.type().text(),
          constraints(pattern.constraints()),
          source(pattern.from()));
    } else if (condition instanceof Condition.Not not) {
      return "(not " + of(not.of()) + ")";
    } else if (condition instanceof Condition.Exists exists) {
      return "(exists " + of(exists.of()) + ")";
    } else if (condition instanceof Condition.Forall forall) {
      return "(forall " + forall.of().stream().map(this::of).collect(Collectors.joining(" ")) + ")";
    } else if (condition instanceof Condition.And and) {
      return group("and", and.of().stream().map(this::of).toList());
    } else if (condition instanceof Condition.Or or) {
      return group("or", or.of().stream().map(this::of).toList());
    }
    Condition.Accumulate accumulate = (Condition.Accumulate) condition;
    return pattern(null, "", constraints(accumulate.constraints()), accumulate(accumulate));
  }

  private List<String> constraints(List<Condition.Constraint> constraints) {
    return constraints.stream().map(c -> text.substring(c.start(), c.end())).toList();
  }

  private String source(Condition.@Nullable Source source) {
    if (source instanceof Condition.Elements elements) {
      return "from " + tokens(text.substring(elements.start(), elements.end()));
    } else if (source instanceof Condition.Accumulated accumulated) {
      return accumulate(accumulated.accumulate());
    } else if (source instanceof Condition.Collected collected) {
      return "collect " + of(collected.pattern());
    }
    return "";
  }

  private String accumulate(Condition.Accumulate accumulate) {
    StringBuilder result = new StringBuilder("accumulate ").append(of(accumulate.source()));
    for (Condition.Function function : accumulate.functions()) {
      Condition.Constraint argument = function.argument();
      result.append(
          function(
              function.variable() == null ? null : function.variable().text(),
              function.name().text(),
              argument == null ? "" : text.substring(argument.start(), argument.end())));
    }
    return result.toString();
  }

  static String function(@Nullable String variable, String name, String argument) {
    return " [" + (variable == null ? "" : variable + ":") + name + " " + tokens(argument) + "]";
  }

  static String pattern(
      @Nullable String variable, String type, List<String> constraints, String source) {
    return "("
        + (variable == null ? "" : variable + ":")
        + type
        + constraints.stream().map(Outline::tokens).toList()
        + source
        + ")";
  }

  /** Groups of one, and groups within groups of the same kind, are not told apart. */
  static String group(String kind, List<String> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    String open = "<" + kind + " ";
    String close = " " + kind + ">";
    return parts.stream()
        .flatMap(
            p ->
                p.startsWith(open)
                    ? Stream.of(p.substring(open.length(), p.length() - close.length()))
                    : Stream.of(p))
        .collect(Collectors.joining(" ", open, close));
  }

  /** The text without white space and comments. */
  static String tokens(String text) {
    return Lexer.tokens(text, new Problems(""), UNBOUNDED).stream()
        .map(t -> t.kind() == Token.Kind.TEXT ? '"' + t.text() + '"' : t.text())
        .collect(Collectors.joining(" "))
        .strip();
  }
}
