package io.trueup.reference;

import io.trueup.facts.Words;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fact for editors: what it is, its fields and verbs, in one line of JSON. */
final class FactJson {
  static final Path RESOURCE =
      Path.of("src", "main", "resources", "io", "trueup", "facts", "facts.json");

  private FactJson() {}

  static String of(Class<?> fact) throws IOException {
    Javadoc javadoc =
        new Javadoc(
            Files.readString(FactsPageTest.SOURCES.resolve(fact.getSimpleName() + ".java")));
    Javadoc.Comment of = javadoc.ofRecord(fact.getSimpleName());
    List<String> fields = new ArrayList<>();
    for (RecordComponent field : fact.getRecordComponents()) {
      boolean empty = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
      fields.add(
          field(
              field.getName(),
              field.getGenericType(),
              empty,
              field.getAccessor().getAnnotation(Words.class),
              of.parameter(field.getName())));
    }
    for (Method method : FactsPageTest.questions(fact)) {
      fields.add(
          field(
              method.getName(),
              method.getGenericReturnType(),
              false,
              method.getAnnotation(Words.class),
              javadoc.ofMethod(method.getName(), 0)));
    }
    List<String> verbs = new ArrayList<>();
    for (Method method : FactsPageTest.verbs(fact)) {
      verbs.add(verb(method, javadoc));
    }
    return "{\"name\":%s,\"text\":%s,\"fields\":[%s],\"verbs\":[%s]}"
        .formatted(
            text(fact.getSimpleName()),
            text(of.text()),
            String.join(",", fields),
            String.join(",", verbs));
  }

  private static String field(
      String name, Type type, boolean empty, @Nullable Words words, String meaning) {
    return "{\"name\":%s,\"type\":%s,\"fact\":%s,\"empty\":%s,\"words\":%s,\"text\":%s}"
        .formatted(
            text(name),
            text(FactsPageTest.plain(type).replaceAll("\\[(\\w+)]\\(#\\w+\\)", "$1")),
            text(fact(type)),
            empty,
            words == null ? "[]" : texts(Arrays.asList(words.value())),
            text(meaning));
  }

  /** The fact whose fields can be followed; that of a list's elements; empty for others. */
  private static String fact(Type type) {
    if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1) {
      return fact(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> plain && plain.isRecord() ? plain.getSimpleName() : "";
  }

  private static String verb(Method method, Javadoc javadoc) {
    List<String> parameters =
        Arrays.stream(method.getParameters())
            .map(each -> each.getType().getSimpleName() + " " + each.getName())
            .toList();
    return "{\"name\":%s,\"of\":%s,\"text\":%s}"
        .formatted(
            text(method.getName()),
            texts(parameters),
            text(javadoc.ofMethod(method.getName(), method.getParameterCount())));
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(FactJson::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    return '"' + text.replace("`", "").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
