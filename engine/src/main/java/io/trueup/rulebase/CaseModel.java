package io.trueup.rulebase;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * How the facts of a stage fall into cases: few facts that rules look at together, and apart from
 * the facts of every other case.
 *
 * @param model the facts that rules may name
 * @param facts types that a case is made of
 * @param context types of facts that are about many cases. Cases are decided only where rules that
 *     need one of {@code absent} are idle, and no other rule looks at any of them
 * @param absent those of {@code context} of which there are none while cases are decided
 * @param identities what fields of facts and conclusions stand for: domain by field, by type.
 *     Values of a domain are names: what a verb puts into such a field is one of the names in the
 *     facts it was given, or empty
 * @param separating domains whose names never occur in two cases
 * @param told fields that verbs put into words by which rules tell conclusions apart
 * @param numbered the same facts under names of their own, for being decided beside other cases;
 *     takes a number that no other case of the evaluation has
 */
public record CaseModel(
    FactModel model,
    Set<Class<?>> facts,
    Set<Class<?>> context,
    Set<Class<?>> absent,
    Map<Class<?>, Map<String, String>> identities,
    Set<String> separating,
    Map<Class<?>, Set<String>> told,
    BiFunction<Integer, List<Object>, List<Object>> numbered) {
  public CaseModel {
    facts = Set.copyOf(facts);
    context = Set.copyOf(context);
    absent = Set.copyOf(absent);
    identities = Map.copyOf(identities);
    separating = Set.copyOf(separating);
    told = Map.copyOf(told);
  }

  /** What a field stands for; empty when it is no name. */
  String domain(Class<?> type, String field) {
    return identities.getOrDefault(type, Map.of()).getOrDefault(field, "");
  }
}
