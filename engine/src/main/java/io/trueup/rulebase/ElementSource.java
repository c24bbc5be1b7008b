package io.trueup.rulebase;

import java.util.Collection;
import java.util.List;
import org.drools.model.DSL;
import org.drools.model.Variable;

/** {@code Type( ... ) from $fact.list}: the elements of a list, one at a time. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class ElementSource {
  private final ConditionBuilder builder;
  private final Assembly assembly;
  private final Problems problems;

  ElementSource(ConditionBuilder builder, Assembly assembly, Problems problems) {
    this.builder = builder;
    this.assembly = assembly;
    this.problems = problems;
  }

  Slot slot(Condition.Pattern pattern, Condition.Elements elements, Scope scope) {
    Expression.Path path = elements.path();
    Value list = new Typing(assembly, problems, scope, null).value(path);
    ValueType element = list.type().element();
    if (list.type().kind() != ValueType.Kind.LIST || element == null || list.slots().size() != 1) {
      throw problems.stop(
          path.at(),
          Fault.FROM,
          "from takes a list, but this is " + list.type().shown(),
          "write from $fact.list");
    }
    String name = element.raw().getSimpleName();
    if (!pattern.type().text().equals(name)) {
      throw problems.stop(
          pattern.type(),
          Fault.FROM,
          "the list holds " + name + ", not " + pattern.type().text(),
          "write " + name + "( ... )");
    }
    assembly.reads(list);
    Slot owner = list.slots().iterator().next();
    Term term = list.code().place(new Slot.Layout(owner, List.of()));
    Running running = assembly.running();
    Variable<Object> variable =
        DSL.declarationOf(
            (Class<Object>) element.raw(),
            ConditionBuilder.name(builder.nextOrdinal()),
            DSL.from(
                (Variable) owner.variable(),
                fact -> {
                  if (term.value(fact, null, Term.NO_MORE) instanceof Collection<?> found) {
                    running.fuel().tick(found.size());
                    return found;
                  }
                  return List.of();
                }));
    return builder.slot(element, variable, pattern.at());
  }
}
