package io.trueup.rulebase;

import io.trueup.facts.Verb;
import io.trueup.facts.Words;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words that rules may use: fact types by their simple names, their fields, the verbs of
 * conclusions. Fields are the record's components and its other public methods without parameters.
 * Made once, by reflection; immutable, safe for many threads, and holds every accessor, so that
 * compiling rules again makes no new classes.
 */
public final class FactModel {
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "toString", "hashCode", "getClass", "notify", "notifyAll", "wait", "clone", "finalize");

  private final Map<String, FactType> named = new TreeMap<>();
  private final Map<Class<?>, FactType> reachable = new HashMap<>();
  private final Map<RuleBundle.Stage, Set<Class<?>>> given;
  private int fieldNumber;

  private FactModel(Collection<Class<?>> facts, Map<RuleBundle.Stage, Set<Class<?>>> given) {
    this.given = given;
    for (Class<?> fact : facts) {
      FactType clash = named.put(fact.getSimpleName(), describe(fact));
      if (clash != null && clash.javaClass() != fact) {
        throw new IllegalArgumentException("two fact types are named " + fact.getSimpleName());
      }
    }
  }

  /**
   * A model of these records and interfaces; records that their fields lead to can be followed but
   * not matched.
   *
   * @throws IllegalArgumentException when two have the same simple name, or a field is a double or
   *     float
   */
  public static FactModel of(Collection<Class<?>> facts) {
    return new FactModel(List.copyOf(facts), Map.of());
  }

  /**
   * A model that also knows which of its types each stage is given, so that a rule that asks for
   * anything else can be refused. Stages that are not named may be given anything.
   *
   * @throws IllegalArgumentException when a type is not one of {@code facts}
   */
  public static FactModel of(
      Collection<Class<?>> facts, Map<RuleBundle.Stage, ? extends Collection<Class<?>>> given) {
    Map<RuleBundle.Stage, Set<Class<?>>> copy = new EnumMap<>(RuleBundle.Stage.class);
    given.forEach(
        (stage, types) -> {
          if (!facts.containsAll(types)) {
            throw new IllegalArgumentException(stage + " is given a type that is no fact");
          }
          copy.put(stage, Set.copyOf(types));
        });
    return new FactModel(List.copyOf(facts), copy);
  }

  /** The types of facts that the stage is given; empty when that is not known. */
  public Optional<Set<Class<?>>> given(RuleBundle.Stage stage) {
    return Optional.ofNullable(given.get(stage));
  }

  /** The names that rules may match, sorted. */
  public Set<String> typeNames() {
    return named.keySet();
  }

  /**
   * The fields of a type that rules may match, in declaration order.
   *
   * @throws IllegalArgumentException when there is no such type
   */
  public List<String> fieldNames(String typeName) {
    FactType type = named.get(typeName);
    if (type == null) {
      throw new IllegalArgumentException("no fact type is named " + typeName);
    }
    return List.copyOf(type.fields().keySet());
  }

  Optional<FactType> find(String name) {
    return Optional.ofNullable(named.get(name));
  }

  Optional<FactType> find(Class<?> javaClass) {
    return Optional.ofNullable(reachable.get(javaClass));
  }

  /** Types with at least one verb. */
  List<FactType> conclusions() {
    return named.values().stream().filter(t -> !t.verbs().isEmpty()).toList();
  }

  boolean isImportable(String name) {
    for (FactType type : named.values()) {
      String full = type.javaClass().getName().replace('$', '.');
      if (name.equals(full)
          || (name.endsWith(".*")
              && full.equals(name.substring(0, name.length() - 1) + type.name()))) {
        return true;
      }
    }
    return false;
  }

  /** The enum type of this simple name that some field has. */
  Optional<Class<?>> findChoice(String simpleName) {
    return reachable.values().stream()
        .flatMap(t -> t.fields().values().stream())
        .map(f -> f.type())
        .filter(
            t -> t.kind() == ValueType.Kind.CHOICE && t.raw().getSimpleName().equals(simpleName))
        .<Class<?>>map(ValueType::raw)
        .findFirst();
  }

  private FactType describe(Class<?> javaClass) {
    FactType known = reachable.get(javaClass);
    if (known != null) {
      return known;
    }
    Map<String, FactType.Field> fields = new LinkedHashMap<>();
    Map<String, List<FactType.VerbForm>> verbs = new TreeMap<>();
    FactType type = new FactType(javaClass.getSimpleName(), javaClass, fields, verbs);
    reachable.put(javaClass, type);
    for (Method method : accessors(javaClass)) {
      Type result = method.getGenericReturnType();
      ValueType valueType = ValueType.of(result);
      fields.put(
          method.getName(),
          new FactType.Field(
              method.getName(), valueType, ++fieldNumber, Accessors.reader(method), words(method)));
      follow(valueType);
    }
    for (Method method : javaClass.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Verb.class)) {
        verbs
            .computeIfAbsent(method.getName(), n -> new ArrayList<>())
            .add(verb(javaClass, method, fields));
      }
    }
    verbs
        .values()
        .forEach(forms -> forms.sort(Comparator.comparing(f -> f.parameters().toString())));
    return type;
  }

  private static Set<String> words(Method method) {
    Words words = method.getAnnotation(Words.class);
    return words == null
        ? Set.of()
        : Collections.unmodifiableSet(new TreeSet<>(List.of(words.value())));
  }

  private void follow(ValueType type) {
    if (type.kind() == ValueType.Kind.FACT) {
      describe(type.raw());
    } else if (type.element() != null) {
      follow(type.element());
    }
  }

  private static List<Method> accessors(Class<?> javaClass) {
    Map<String, Method> found = new LinkedHashMap<>();
    if (javaClass.isRecord()) {
      for (RecordComponent component : javaClass.getRecordComponents()) {
        found.put(component.getName(), component.getAccessor());
      }
    }
    Arrays.stream(javaClass.getMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getReturnType() != void.class && !m.isBridge() && !m.isSynthetic())
        .filter(m -> !OF_EVERY_OBJECT.contains(m.getName()))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(m -> found.putIfAbsent(m.getName(), m));
    return List.copyOf(found.values());
  }

  private static FactType.VerbForm verb(
      Class<?> javaClass, Method method, Map<String, FactType.Field> fields) {
    int modifiers = method.getModifiers();
    if (!Modifier.isStatic(modifiers)
        || !Modifier.isPublic(modifiers)
        || !javaClass.isRecord()
        || method.getReturnType() != javaClass
        || method.isVarArgs()) {
      throw new IllegalArgumentException(
          "a verb is a public static method that returns its own record: " + method);
    }
    for (Type parameter : method.getGenericParameterTypes()) {
      ValueType.of(parameter);
    }
    List<Function<Object, @Nullable Object>> texts = new ArrayList<>();
    for (RecordComponent component : javaClass.getRecordComponents()) {
      FactType.Field field = fields.get(component.getName());
      if (field != null && field.type().kind() == ValueType.Kind.TEXT) {
        texts.add(field.reader());
      }
    }
    return new FactType.VerbForm(
        method.getName(),
        List.of(method.getParameterTypes()),
        List.copyOf(texts),
        Accessors.spread(method));
  }
}
