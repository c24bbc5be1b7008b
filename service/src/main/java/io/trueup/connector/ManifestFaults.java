package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.connector.Manifest.Request;
import io.trueup.folder.CellCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is wrong with a manifest's texts: names that nobody knows, expressions that are none. */
final class ManifestFaults {
  private final boolean hasBase;
  private final List<ManifestSchema.Fault> all = new ArrayList<>();

  /**
   * @param hasBase whether there is an address that paths can follow
   */
  ManifestFaults(boolean hasBase) {
    this.hasBase = hasBase;
  }

  /** All that were found. */
  List<ManifestSchema.Fault> list() {
    return List.copyOf(all);
  }

  void add(String pointer, String what) {
    all.add(new ManifestSchema.Fault(pointer, what));
  }

  void need(String pointer, String what, @Nullable Object value) {
    if (value == null) {
      add(pointer, what + " is missing");
    }
  }

  static String meant(String word, Set<String> known) {
    return CellCheck.nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  void request(String at, Request request, Set<String> known) {
    if (request.url() == null && request.path() == null) {
      add(at, "path is missing, or url for a whole address");
    }
    if (request.path() != null && !hasBase) {
      add(at + "/path", "a path follows base_url, which is missing");
    }
    template(at + "/url", request.url(), known);
    template(at + "/path", request.path(), known);
    texts(at + "/query", request.query(), known);
    texts(at + "/headers", request.headers(), known);
    texts(at + "/form", request.form(), known);
    if (request.body() != null) {
      each(request.body(), text -> template(at + "/body", text, known));
    }
  }

  private static void each(JsonNode node, Consumer<String> texts) {
    if (node.isTextual()) {
      texts.accept(node.textValue());
    }
    node.forEach(inner -> each(inner, texts));
  }

  void texts(String at, Map<String, String> texts, Set<String> known) {
    texts.forEach(
        (name, text) -> {
          template(at + "/" + name, name, known);
          template(at + "/" + name, text, known);
        });
  }

  void template(String at, @Nullable String text, Set<String> known) {
    if (text != null) {
      for (String name : Template.names(text)) {
        String first = name.split("\\.", 2)[0];
        if (!known.contains(first)) {
          add(
              at,
              "{{"
                  + name
                  + "}} is no setting, credential, variable or for_each name"
                  + meant(first, known));
        }
      }
    }
  }

  void expression(String at, @Nullable String text) {
    if (text != null) {
      guarded(at, () -> Expression.compile(text));
    }
  }

  void guarded(String at, Runnable compile) {
    try {
      compile.run();
    } catch (Expression.BadExpression | IllegalArgumentException e) {
      add(at, String.valueOf(e.getMessage()));
    }
  }
}
