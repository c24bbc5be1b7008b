package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.drools.core.BaseConfigurationFactories;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.drools.modelcompiler.KiePackagesBuilder;
import org.kie.api.KieBaseConfiguration;
import org.kie.internal.conf.CompositeBaseConfiguration;
import org.kie.internal.utils.ChainedProperties;

/** From texts to a rule base, in steps that each refuse what the next need not see. */
final class RuleBaseCompiler {
  private final String drlPackage;
  private final FactModel model;
  private final Limits limits;
  private final Lint lint;

  RuleBaseCompiler(String drlPackage, FactModel model, Limits limits, Lint lint) {
    this.drlPackage = drlPackage;
    this.model = model;
    this.limits = limits;
    this.lint = lint;
  }

  Compiled compile(List<RuleSource> sources) {
    List<RuleSource> ordered =
        sources.stream().sorted(Comparator.comparing(RuleSource::path)).toList();
    Assembly assembly = new Assembly(model, limits);
    List<RuleProblem> found = new ArrayList<>();
    List<RuleInfo> infos = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (RuleSource source : ordered) {
      Problems problems = new Problems(source.path());
      try {
        file(source, assembly, problems, infos, rules);
      } catch (StackOverflowError | RuntimeException unforeseen) {
        problems.add(
            1,
            1,
            Fault.BUILD,
            "the file could not be read: " + unforeseen.getClass().getSimpleName(),
            "this is a fault of Trueup; please report it with the file");
      }
      found.addAll(problems.list());
    }
    if (!found.isEmpty()) {
      return new Compiled(null, found);
    }
    try {
      return new Compiled(build(rules, assembly, infos), List.of());
    } catch (StackOverflowError | RuntimeException refused) {
      return new Compiled(
          null,
          List.of(
              new RuleProblem(
                  ordered.isEmpty() ? "" : ordered.get(0).path(),
                  1,
                  1,
                  Fault.BUILD.id,
                  "the engine refused the rules: " + refused.getMessage(),
                  "this is a fault of Trueup; please report it with the rules")));
    }
  }

  private void file(
      RuleSource source,
      Assembly assembly,
      Problems problems,
      List<RuleInfo> infos,
      List<Rule> rules) {
    List<Token> tokens = Lexer.tokens(source.text(), problems, limits);
    if (!problems.isEmpty()) {
      return;
    }
    RuleText.File file = RuleFileParser.parse(tokens, problems);
    lint.check(file, drlPackage, model, problems);
    boolean read = problems.isEmpty();
    for (RuleText text : file.rules()) {
      RuleInfo info = info(text, source);
      rules.addAll(
          new RuleCompiler(assembly, problems).compile(text, info, drlPackage, infos.size()));
      infos.add(info);
    }
    if (read && problems.isEmpty()) {
      SecondReading.check(source.text(), file, problems);
    }
  }

  private static RuleInfo info(RuleText text, RuleSource source) {
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
        text.conditionTexts(source.text()));
  }

  private static String given(Map<String, Token> metadata, String name) {
    Token value = metadata.get(name);
    return value == null ? "" : value.text();
  }

  private static RuleBase build(List<Rule> rules, Assembly assembly, List<RuleInfo> infos) {
    ModelImpl drools = new ModelImpl();
    rules.forEach(drools::addRule);
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
        new KieBaseBuilder(configuration).createKieBase(packages.build()), assembly, infos);
  }
}
