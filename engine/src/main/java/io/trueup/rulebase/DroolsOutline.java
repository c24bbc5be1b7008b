package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Outline} of a rule as Drools' parser read it; what is not known here agrees with
 * nothing.
 */
final class DroolsOutline {
  private DroolsOutline() {}

  static String of(RuleDescr rule) {
    if (!rule.getAttributes().isEmpty()
        || rule.hasParent()
        || rule.getUnit() != null
        || !rule.getNamedConsequences().isEmpty()) {
      return "more than conditions and conclusions";
    }
    List<String> metadata = new ArrayList<>();
    for (AnnotationDescr annotation : rule.getAnnotations()) {
      Object value = annotation.getSingleValue();
      String text = value == null ? "several values" : Outline.tokens(value.toString());
      metadata.add(
          annotation.getName()
              + "="
              + (text.startsWith("\"") ? text.substring(1, text.length() - 1) : text));
    }
    return Outline.rule(
        rule.getName(),
        metadata,
        Outline.group("and", rule.getLhs().getDescrs().stream().map(DroolsOutline::of).toList()),
        String.valueOf(rule.getConsequence()));
  }

  private static String of(@Nullable Object descr) {
    if (descr instanceof PatternDescr pattern) {
      return pattern(pattern);
    } else if (descr instanceof NotDescr not) {
      return "(not " + only(not.getDescrs()) + ")";
    } else if (descr instanceof ExistsDescr exists) {
      return "(exists " + only(exists.getDescrs()) + ")";
    } else if (descr instanceof ForallDescr forall) {
      return "(forall "
          + forall.getDescrs().stream().map(DroolsOutline::of).collect(Collectors.joining(" "))
          + ")";
    } else if (descr instanceof AndDescr and) {
      return Outline.group("and", and.getDescrs().stream().map(DroolsOutline::of).toList());
    } else if (descr instanceof OrDescr or) {
      return Outline.group("or", or.getDescrs().stream().map(DroolsOutline::of).toList());
    }
    return unknown(descr);
  }

  private static String only(List<? extends BaseDescr> descrs) {
    return descrs.size() == 1 ? of(descrs.get(0)) : unknown(descrs);
  }

  private static String pattern(PatternDescr pattern) {
    List<String> constraints = new ArrayList<>();
    for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
      boolean plain =
          constraint instanceof ExprConstraintDescr expression
              && expression.getType() == ExprConstraintDescr.Type.NAMED;
      constraints.add(
          plain ? ((ExprConstraintDescr) constraint).getExpression() : unknown(constraint));
    }
    PatternSourceDescr source = pattern.getSource();
    boolean odd =
        pattern.isQuery()
            || pattern.isUnification()
            || !pattern.getBehaviors().isEmpty()
            || !pattern.getAnnotations().isEmpty();
    // an accumulate without a result type is a pattern of Object to Drools
    boolean plainAccumulate =
        source instanceof AccumulateDescr
            && pattern.getIdentifier() == null
            && "Object".equals(pattern.getObjectType());
    return Outline.pattern(
        pattern.getIdentifier(),
        odd ? unknown(pattern) : plainAccumulate ? "" : pattern.getObjectType(),
        constraints,
        source(source));
  }

  private static String source(@Nullable PatternSourceDescr source) {
    if (source == null) {
      return "";
    } else if (source instanceof FromDescr from) {
      return "from " + Outline.tokens(from.getDataSource().getText());
    } else if (source instanceof CollectDescr collect) {
      return "collect " + of(collect.getInputPattern());
    } else if (source instanceof AccumulateDescr accumulate && accumulate.isExternalFunction()) {
      StringBuilder result = new StringBuilder("accumulate ").append(of(accumulate.getInput()));
      for (AccumulateDescr.AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
        result.append(
            Outline.function(
                function.getBind(),
                function.getFunction(),
                String.join(",", function.getParams())));
      }
      return result.toString();
    }
    return unknown(source);
  }

  private static String unknown(@Nullable Object descr) {
    return "?" + (descr == null ? "nothing" : descr.getClass().getSimpleName());
  }
}
