package io.trueup.reference;

import static io.trueup.reference.ReferencePage.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Month;
import io.trueup.facts.Verb;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsPageTest {
  static final Path SOURCES = Path.of("src", "main", "java", "io", "trueup", "facts");
  private static final String START =
      """
      # Facts

      <!-- Written from the records and their javadoc by FactsPageTest; -Dtrueup.update=true writes it anew. -->

      What Trueup knows and concludes. A rule reads the fields and questions of facts in its conditions, and says verbs in its
      conclusion. Facts never change. "May be empty" marks a field that is null when nothing is known; a text that is not known
      is an empty text.
      """;

  @Test
  void the_page_of_facts_is_up_to_date() throws IOException, ClassNotFoundException {
    Set<Class<?>> inputs = inputs();
    TreeMap<String, Class<?>> derived = new TreeMap<>();
    TreeMap<String, Class<?>> conclusions = new TreeMap<>();
    for (Class<?> fact : records()) {
      if (!verbs(fact).isEmpty()) {
        conclusions.put(fact.getSimpleName(), fact);
      } else if (!inputs.contains(fact)) {
        derived.put(fact.getSimpleName(), fact);
      }
    }
    StringBuilder page = new StringBuilder(START);
    section(page, "Inputs", "What was read, row by row.", inputs);
    section(page, "Derived", "What the stages work out before rules are asked.", derived.values());
    section(page, "Conclusions", "What rules say.", conclusions.values());
    ReferencePage.check("facts.md", page.toString());
  }

  @Test
  void what_editors_tell_about_facts_is_up_to_date() throws IOException, ClassNotFoundException {
    StringBuilder json = new StringBuilder("[");
    for (Class<?> fact : records()) {
      json.append(json.length() > 1 ? ",\n" : "\n").append(FactJson.of(fact));
    }
    ReferencePage.check(FactJson.RESOURCE, json.append("\n]\n").toString());
  }

  /** Everything that a month is made of, in its order. */
  private static Set<Class<?>> inputs() {
    Set<Class<?>> inputs = new LinkedHashSet<>();
    for (RecordComponent part : Month.class.getRecordComponents()) {
      Type type = part.getGenericType();
      if (type instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> element) {
        inputs.add(element);
      } else if (part.getType().isRecord()) {
        inputs.add(part.getType());
      }
    }
    inputs.add(Month.class);
    return inputs;
  }

  private static List<Class<?>> records() throws IOException, ClassNotFoundException {
    List<Class<?>> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          Class<?> type = Class.forName("io.trueup.facts." + name);
          if (type.isRecord() && Modifier.isPublic(type.getModifiers())) {
            records.add(type);
          }
        }
      }
    }
    return records;
  }

  private static void section(
      StringBuilder page, String title, String intro, Iterable<Class<?>> facts) throws IOException {
    page.append("\n## ").append(title).append("\n\n").append(intro).append('\n');
    for (Class<?> fact : facts) {
      record(page, fact);
    }
  }

  private static void record(StringBuilder page, Class<?> fact) throws IOException {
    Javadoc javadoc =
        new Javadoc(Files.readString(SOURCES.resolve(fact.getSimpleName() + ".java")));
    Javadoc.Comment of = javadoc.ofRecord(fact.getSimpleName());
    page.append("\n### ").append(fact.getSimpleName()).append("\n\n").append(of.text());
    page.append("\n\n| Field | Type | Meaning |\n|---|---|---|\n");
    for (RecordComponent field : fact.getRecordComponents()) {
      String meaning = of.parameter(field.getName());
      assertThat(meaning).as("@param %s of %s", field.getName(), fact).isNotEmpty();
      page.append(
          "| `%s` | %s | %s |\n".formatted(field.getName(), cell(type(field)), cell(meaning)));
    }
    rows(page, "| Question | Type | Meaning |", questions(fact), javadoc);
    rows(page, "| Verb | Of | Meaning |", verbs(fact), javadoc);
  }

  private static void rows(StringBuilder page, String head, List<Method> methods, Javadoc javadoc) {
    if (methods.isEmpty()) {
      return;
    }
    page.append('\n').append(head).append("\n|---|---|---|\n");
    for (Method method : methods) {
      boolean verb = method.isAnnotationPresent(Verb.class);
      String names =
          Arrays.stream(method.getParameters())
              .map(p -> p.getType().getSimpleName() + " " + p.getName())
              .collect(Collectors.joining(", "));
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  method.getName(),
                  cell(verb ? names : plain(method.getGenericReturnType())),
                  cell(javadoc.ofMethod(method.getName(), method.getParameterCount()))));
    }
  }

  /** Public methods without arguments that are not fields: what else a condition may read. */
  static List<Method> questions(Class<?> fact) {
    Set<String> fields =
        Arrays.stream(fact.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    fields.addAll(Set.of("toString", "hashCode", "equals"));
    return Arrays.stream(fact.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getParameterCount() == 0 && !fields.contains(m.getName()))
        .filter(m -> !m.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  static List<Method> verbs(Class<?> fact) {
    return Arrays.stream(fact.getDeclaredMethods())
        .filter(m -> m.isAnnotationPresent(Verb.class))
        .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
        .toList();
  }

  private static String type(RecordComponent field) {
    boolean empty = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return plain(field.getGenericType()) + (empty ? ", may be empty" : "");
  }

  static String plain(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return arguments.length == 1
          ? "list of " + plain(arguments[0])
          : "map of " + plain(arguments[0]) + " to " + plain(arguments[1]);
    }
    Class<?> plain = (Class<?>) type;
    String name = plain.getSimpleName();
    return switch (name) {
      case "String" -> "text";
      case "BigDecimal" -> "decimal";
      case "int", "long", "Integer", "Long" -> "whole number";
      case "boolean" -> "yes or no";
      case "LocalDate" -> "date";
      case "Instant" -> "instant";
      default ->
          plain.isRecord()
              ? "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")"
              : name;
    };
  }
}
