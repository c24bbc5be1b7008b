package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.core.BaseConfigurationFactories;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.drools.modelcompiler.KiePackagesBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBaseConfiguration;
import org.kie.internal.conf.CompositeBaseConfiguration;
import org.kie.internal.utils.ChainedProperties;

/** From texts to a rule base, in steps that each refuse what the next need not see. */
final class RuleBaseCompiler {
  /**
   * What the whole bundle has in common.
   *
   * @param policy null when there is no policy to look at
   */
  record Bundle(
      FactModel model,
      Limits limits,
      Readings readings,
      CheckClock clock,
      Lint lint,
      @Nullable PolicyNames policy) {}

  private final String drlPackage;
  private final Bundle bundle;
  private final @Nullable Set<Class<?>> given;
  private final Assembly assembly;
  private final List<RuleInfo> infos = new ArrayList<>();
  private final List<RuleCompiler.Draft> rules = new ArrayList<>();
  private final Map<String, Problems> problems = new LinkedHashMap<>();

  /**
   * @param given types of the facts that the stage is given; null when that is not known
   */
  RuleBaseCompiler(String drlPackage, Bundle bundle, @Nullable Set<Class<?>> given) {
    this.drlPackage = drlPackage;
    this.bundle = bundle;
    this.given = given;
    this.assembly = new Assembly(bundle.model(), bundle.limits());
  }

  Compiled compile(List<Source> sources) {
    List<Source> ordered = sources.stream().sorted(Comparator.comparing(Source::path)).toList();
    for (Source source : ordered) {
      Problems found =
          problems.computeIfAbsent(source.path(), path -> new Problems(path, bundle.clock()));
      try {
        file(source, found);
      } catch (CheckClock.Over over) {
        found.add(1, 1, Fault.CHECK_TIME, over.why(), over.hint());
        return new Compiled(null, found());
      } catch (StackOverflowError | RuntimeException unforeseen) {
        found.add(
            1,
            1,
            Fault.BUILD,
            "the file could not be read: " + unforeseen.getClass().getSimpleName(),
            "this is a fault of Trueup; please report it with the file");
      }
    }
    if (!found().isEmpty()) {
      return new Compiled(null, found());
    }
    String first = ordered.isEmpty() ? "" : ordered.get(0).path();
    try {
      lookForDeadRules();
      List<RuleProblem> dead = found();
      return dead.isEmpty() ? new Compiled(build(), List.of()) : new Compiled(null, dead);
    } catch (CheckClock.Over over) {
      return refused(first, Fault.CHECK_TIME, over.why(), over.hint());
    } catch (StackOverflowError | RuntimeException refused) {
      return refused(
          first,
          Fault.BUILD,
          "the engine refused the rules: " + refused.getMessage(),
          "this is a fault of Trueup; please report it with the rules");
    }
  }

  private static Compiled refused(String file, Fault fault, String why, String hint) {
    return new Compiled(null, List.of(new RuleProblem(file, 1, 1, fault.id, why, hint)));
  }

  private List<RuleProblem> found() {
    return problems.values().stream().flatMap(p -> p.list().stream()).toList();
  }

  /**
   * Advice about rules that have no problem: what was seen so far, and rules that say nothing new.
   *
   * @param tested rules that a scenario names; null when scenarios are not known
   */
  List<RuleProblem> advice(@Nullable Set<String> tested) {
    new Shadows(assembly.sketches(), bundle.clock())
        .find(
            (narrow, wide) ->
                of(narrow)
                    .advise(
                        narrow.at(),
                        Fault.SHADOWED,
                        "whenever this rule fires, "
                            + wide.rule().id()
                            + " fires and concludes the same",
                        "delete one of the two, or let this one conclude something else ("
                            + wide.rule().file()
                            + ":"
                            + wide.rule().line()
                            + ")"));
    if (tested != null) {
      for (Sketch sketch : assembly.sketches()) {
        if (!tested.contains(sketch.rule().id())) {
          of(sketch)
              .advise(
                  sketch.at(),
                  Fault.UNTESTED,
                  "no scenario names " + sketch.rule().id(),
                  "write a scenario in which it fires, and a near miss in which it does not");
        }
      }
    }
    return problems.values().stream().flatMap(p -> p.advice().stream()).toList();
  }

  private Problems of(Sketch sketch) {
    return problems.computeIfAbsent(
        sketch.rule().file(), file -> new Problems(file, bundle.clock()));
  }

  private void lookForDeadRules() {
    DeadRules dead =
        new DeadRules(bundle.model(), given, assembly.feedback().concluded(), bundle.policy());
    assembly.sketches().forEach(sketch -> dead.check(sketch, of(sketch)));
  }

  private void file(Source source, Problems found) {
    Readings.Read read = bundle.readings().read(source, bundle.limits(), found);
    RuleText.File file = read.file();
    if (file.rules().isEmpty() && !found.isEmpty()) {
      return;
    }
    bundle.lint().check(file, drlPackage, bundle.model(), found);
    boolean wellFormed = found.isEmpty();
    for (RuleText text : file.rules()) {
      RuleInfo info = info(text, source);
      rules.addAll(
          new RuleCompiler(assembly, found)
              .compile(text, source.text(), info, drlPackage, infos.size()));
      infos.add(info);
    }
    if (wellFormed && found.isEmpty()) {
      bundle.readings().agree(source.text(), read, found);
    }
  }

  private static RuleInfo info(RuleText text, Source source) {
    Map<String, Token> metadata = text.metadata();
    int slash = source.path().indexOf('/');
    return new RuleInfo(
        given(metadata, "id"),
        text.name(),
        slash < 0 ? "" : source.path().substring(0, slash),
        given(metadata, "owner"),
        given(metadata, "since"),
        given(metadata, "rationale"),
        given(metadata, "ticket"),
        source.path(),
        text.at().line(),
        text.conditionTexts(source.text()),
        text.conclusionText(source.text()));
  }

  private static String given(Map<String, Token> metadata, String name) {
    Token value = metadata.get(name);
    return value == null ? "" : value.text();
  }

  private RuleBase build() {
    bundle.clock().ask();
    Gates gates =
        new Gates(
            assembly.sketches(),
            assembly.feedback().concluded(),
            assembly.running(),
            assembly.places());
    assembly.places().close();
    ModelImpl drools = new ModelImpl();
    rules.forEach(rule -> drools.addRule(rule.build()));
    // built by hand, since Drools' own factory asks for its Java compiler
    ClassLoader loader = RuleBaseCompiler.class.getClassLoader();
    KieBaseConfiguration configuration =
        new CompositeBaseConfiguration(
            ChainedProperties.getChainedProperties(loader),
            loader,
            BaseConfigurationFactories.baseConf,
            BaseConfigurationFactories.ruleConf,
            BaseConfigurationFactories.flowConf);
    KiePackagesBuilder packages = new KiePackagesBuilder(configuration);
    packages.addModel(drools);
    return new RuleBase(
        new KieBaseBuilder(configuration).createKieBase(packages.build()), assembly, gates, infos);
  }
}
