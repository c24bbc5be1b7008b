package io.trueup.rulebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.rulebase.FactModel;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words that a rule file of a bundle may use, with what they mean: for whoever writes one.
 *
 * @param facts every type that rules may name or follow, by name
 * @param matched the types that a condition in this file may ask for
 * @param policy names of policy.yml, in its order
 * @param nextId an id that no rule of the bundle has, of the kind that this folder uses; empty
 *     where the file is not a rule file
 */
public record Vocabulary(
    List<Fact> facts, Set<String> matched, List<PolicyWord> policy, String nextId) {
  private static final List<Fact> FACTS = read();
  private static final Pattern CONCLUDED = Pattern.compile("insertLogical\\s*\\(\\s*(\\w+)\\s*\\.");
  private static final Pattern ID = Pattern.compile("@id\\(\\s*\"([A-Z]{3})-(\\d{3})");
  private static final Map<Stage, String> KINDS =
      Map.of(
          Stage.CLIENT_MATCHING, "CLM", Stage.SERVICE_MAPPING, "SVC", Stage.DISCREPANCIES, "DSC");

  public Vocabulary {
    facts = List.copyOf(facts);
    matched = Set.copyOf(matched);
    policy = List.copyOf(policy);
  }

  /**
   * A type of fact.
   *
   * @param fields components first, questions after them
   * @param verbs by which it is concluded; empty for what rules cannot conclude
   */
  public record Fact(String name, String text, List<Field> fields, List<VerbForm> verbs) {}

  /**
   * A field or a question of a fact.
   *
   * @param type in words, such as {@code decimal}
   * @param fact the type whose fields can be followed from here; empty for none
   * @param empty whether it is null when nothing is known
   * @param words the only texts that it ever holds; empty when any
   */
  public record Field(
      String name, String type, String fact, boolean empty, List<String> words, String text) {}

  /**
   * One form of a verb.
   *
   * @param of its arguments, each as type and name
   */
  public record VerbForm(String name, List<String> of, String text) {}

  /**
   * The vocabulary of a file.
   *
   * @param path of the file; the words of all stages for one that belongs to none
   * @param texts all files of the bundle by path
   */
  public static Vocabulary of(String path, Map<String, String> texts) {
    Optional<Stage> stage = stage(path);
    FactModel model = RuleFacts.model();
    Set<String> matched =
        stage
            .flatMap(model::given)
            .map(
                types ->
                    types.stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)))
            .orElseGet(() -> new TreeSet<>(model.typeNames()));
    stage.ifPresent(
        own ->
            rules(own, texts)
                .flatMap(text -> CONCLUDED.matcher(text).results())
                .map(found -> found.group(1))
                .filter(model.typeNames()::contains)
                .forEach(matched::add));
    return new Vocabulary(
        FACTS,
        matched,
        PolicyWord.list(texts.getOrDefault("policy.yml", "")),
        stage.map(own -> nextId(own, texts)).orElse(""));
  }

  private static Optional<Stage> stage(String path) {
    return Optional.of(path)
        .filter(file -> file.endsWith(".drl"))
        .flatMap(
            file -> KINDS.keySet().stream().filter(s -> path.startsWith(folder(s))).findFirst());
  }

  private static String folder(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/";
  }

  private static java.util.stream.Stream<String> rules(Stage stage, Map<String, String> texts) {
    return texts.entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder(stage)) && file.getKey().endsWith(".drl"))
        .map(Map.Entry::getValue);
  }

  /** Above every id of its kind: what is below may have been used before. */
  private static String nextId(Stage stage, Map<String, String> texts) {
    String kind = KINDS.getOrDefault(stage, "");
    int highest = 0;
    for (Map.Entry<String, String> file : texts.entrySet()) {
      if (!BundlePath.scenario(file.getKey())) {
        Matcher id = ID.matcher(file.getValue());
        while (id.find()) {
          highest =
              id.group(1).equals(kind) ? Math.max(highest, Integer.parseInt(id.group(2))) : highest;
        }
      }
    }
    return highest < 999 ? "%s-%03d".formatted(kind, highest + 1) : "";
  }

  private static List<Fact> read() {
    FactModel model = RuleFacts.model();
    try (InputStream in = FactModel.class.getResourceAsStream("/io/trueup/facts/facts.json")) {
      Map<String, Fact> all =
          List.of(new ObjectMapper().readValue(in, Fact[].class)).stream()
              .collect(Collectors.toMap(Fact::name, Function.identity()));
      Set<String> told = new TreeSet<>(model.typeNames());
      all.values().stream()
          .filter(fact -> model.typeNames().contains(fact.name()))
          .flatMap(fact -> fact.fields().stream())
          .map(Field::fact)
          .filter(all::containsKey)
          .forEach(told::add);
      return told.stream().map(all::get).filter(java.util.Objects::nonNull).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
