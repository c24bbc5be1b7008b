package io.trueup.rulebase;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type that rules may match or follow paths through.
 *
 * @param fields by name, in the order of the record's components
 * @param verbs by name, every overload
 */
record FactType(
    String name, Class<?> javaClass, Map<String, Field> fields, Map<String, List<VerbForm>> verbs) {
  /**
   * @param number tells fields of one model apart; equal numbers mean the same field
   * @param words the only texts that it ever holds; empty when any
   */
  record Field(
      String name,
      ValueType type,
      int number,
      Function<Object, @Nullable Object> reader,
      Set<String> words) {}

  /**
   * One overload of a verb.
   *
   * @param texts readers of the conclusion's own texts
   * @param call takes an Object[] of arguments already converted, returns the conclusion
   */
  record VerbForm(
      String name,
      List<Class<?>> parameters,
      List<Function<Object, @Nullable Object>> texts,
      MethodHandle call) {
    /** The length of the longest text in a conclusion that it made. */
    int longestText(Object conclusion) {
      int longest = 0;
      for (Function<Object, @Nullable Object> text : texts) {
        if (text.apply(conclusion) instanceof String found) {
          longest = Math.max(longest, found.length());
        }
      }
      return longest;
    }
  }
}
