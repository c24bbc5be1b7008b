package io.trueup.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.connector.ManifestText.BadManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All connectors there are: those that come with Trueup, and those of the user's own folders. */
public final class Connectors {
  private static final int DEEPEST = 5;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Map<String, Connector> byId = new TreeMap<>();
  private final List<ManifestProblem> problems = new ArrayList<>();

  private Connectors() {}

  /** Those that come with Trueup. */
  public static Connectors shipped() {
    return load(List.of());
  }

  /**
   * Those that come with Trueup and those of folders: each {@code connector.yml} directly in a
   * folder or in one below it, or any other {@code .yml} file directly in it. One with the id of a
   * shipped one replaces it. A manifest with problems is left out and the problems are listed.
   */
  public static Connectors load(Collection<Path> folders) {
    Connectors connectors = new Connectors();
    Map<String, ManifestSources.Source> texts = new TreeMap<>();
    ManifestSources.shipped().forEach(source -> texts.put(source.name(), source));
    Map<String, Parsed> parsed = connectors.parse(texts.values());
    for (Path folder : folders) {
      try {
        parsed.putAll(connectors.parse(ManifestSources.folder(folder)));
      } catch (java.io.IOException e) {
        connectors.problems.add(
            new ManifestProblem(
                folder.toString(), 1, 1, "cannot be read; correct connectors.directories"));
      }
    }
    ManifestSchema schema = new ManifestSchema();
    parsed.values().forEach(each -> connectors.add(each, parsed, schema));
    return connectors;
  }

  /** These and no others. */
  static Connectors of(Collection<Connector> few) {
    Connectors connectors = new Connectors();
    few.forEach(each -> connectors.byId.put(each.id(), each));
    return connectors;
  }

  /**
   * What is wrong with a file. It may extend shipped connectors and others of its folder.
   *
   * @return its connector, where nothing is wrong and it is not abstract
   */
  public static Checked check(Path file) {
    Connectors connectors = new Connectors();
    Map<String, Parsed> parsed = connectors.parse(ManifestSources.shipped());
    List<ManifestSources.Source> own;
    try {
      own = ManifestSources.file(file);
      parsed.putAll(connectors.parse(ManifestSources.around(file)));
      connectors.problems.clear();
    } catch (java.io.IOException e) {
      return new Checked(
          List.of(
              new ManifestProblem(
                  file.toString(), 1, 1, "cannot be read; name a connector.yml or its folder")),
          Optional.empty());
    }
    Map<String, Parsed> mine = connectors.parse(own);
    parsed.putAll(mine);
    ManifestSchema schema = new ManifestSchema();
    mine.values().forEach(each -> connectors.add(each, parsed, schema));
    return new Checked(
        List.copyOf(connectors.problems), connectors.byId.values().stream().findFirst());
  }

  /**
   * A file that was checked.
   *
   * @param connector empty when there are problems, or when it is only there to be extended
   */
  public record Checked(List<ManifestProblem> problems, Optional<Connector> connector) {}

  private record Parsed(ManifestSources.Source source, ManifestText text) {}

  private Map<String, Parsed> parse(Collection<ManifestSources.Source> sources) {
    Map<String, Parsed> parsed = new TreeMap<>();
    for (ManifestSources.Source source : sources) {
      try {
        ManifestText text = ManifestText.parse(source.name(), source.text());
        String id = text.text("id");
        if (id == null) {
          problems.add(text.problem("", "id is missing"));
        } else if (parsed.containsKey(id)) {
          problems.add(text.problem("/id", "there is another connector " + id + " beside it"));
        } else {
          parsed.put(id, new Parsed(source, text));
        }
      } catch (BadManifest e) {
        problems.add(e.problem());
      }
    }
    return parsed;
  }

  private void add(Parsed parsed, Map<String, Parsed> all, ManifestSchema schema) {
    ManifestText text = parsed.text();
    List<ManifestProblem> found = new ArrayList<>();
    // What extends another may leave out what is there, and remove it; the whole tells.
    boolean part = text.text("extends") != null;
    report(text, part ? schema.partFaults(text.tree()) : schema.faults(text.tree()), found);
    if (found.isEmpty()) {
      ObjectNode whole = inherit(text, all, found, new LinkedHashSet<>());
      if (whole != null && !text.isAbstract()) {
        if (part) {
          report(text, schema.faults(whole), found);
        }
        if (found.isEmpty()) {
          compile(parsed, whole, found);
        }
      }
    }
    problems.addAll(found);
  }

  private static void report(
      ManifestText text, List<ManifestSchema.Fault> faults, List<ManifestProblem> found) {
    faults.forEach(fault -> found.add(text.problem(fault.pointer(), fault.what())));
  }

  private void compile(Parsed parsed, ObjectNode whole, List<ManifestProblem> found) {
    ManifestText text = parsed.text();
    try {
      Manifest manifest = JSON.treeToValue(whole, Manifest.class);
      ManifestCheck.faults(manifest)
          .forEach(fault -> found.add(text.problem(fault.pointer(), fault.what())));
      if (found.isEmpty()) {
        Connector connector = new Connector(manifest, parsed.source().card(), hash(whole));
        byId.put(connector.id(), connector);
      }
    } catch (JsonProcessingException | RuntimeException e) {
      found.add(
          text.problem(
              "", "cannot be understood: " + Texts.cut(String.valueOf(e.getMessage()), 200)));
    }
  }

  /** A manifest with what it inherits; null when something it extends is not there. */
  private static @Nullable ObjectNode inherit(
      ManifestText text, Map<String, Parsed> all, List<ManifestProblem> found, Set<String> seen) {
    String parent = text.text("extends");
    if (parent == null) {
      return text.tree();
    }
    Parsed above = all.get(parent);
    if (above == null || !seen.add(parent) || seen.size() > DEEPEST) {
      found.add(
          text.problem(
              "/extends",
              above == null
                  ? "there is no connector " + parent
                  : parent + " extends it in turn, or the line is too long"));
      return null;
    }
    ObjectNode whole = inherit(above.text(), all, found, seen);
    if (whole == null) {
      return null;
    }
    ObjectNode merged = whole.deepCopy();
    merged.remove("abstract");
    merge(merged, text.tree());
    return merged;
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.fields()
        .forEachRemaining(
            each -> {
              JsonNode old = into.get(each.getKey());
              if (each.getValue().isNull()) {
                into.remove(each.getKey());
              } else if (old instanceof ObjectNode inner
                  && each.getValue() instanceof ObjectNode more) {
                merge(inner, more);
              } else {
                into.set(each.getKey(), each.getValue().deepCopy());
              }
            });
  }

  private static String hash(ObjectNode whole) throws JsonProcessingException {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(JSON.writeValueAsString(whole).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All, by id in its order. */
  public List<Connector> list() {
    return List.copyOf(byId.values());
  }

  /** The connector of this id. */
  public Optional<Connector> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The connector of this id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Connector get(String id) {
    return find(id).orElseThrow(() -> new NoSuchElementException("there is no connector " + id));
  }

  /** What is wrong with manifests that were left out. */
  public List<ManifestProblem> problems() {
    return List.copyOf(problems);
  }

  /** Sample answers of a shipped connector, by file name such as {@code devices.json}. */
  public static Map<String, byte[]> samples(String id) {
    return new HashMap<>(ManifestSources.samples(id));
  }
}
