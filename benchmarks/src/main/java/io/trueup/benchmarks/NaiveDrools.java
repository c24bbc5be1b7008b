package io.trueup.benchmarks;

import io.trueup.facts.Discrepancy;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.RuleBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.ClassObjectFilter;
import org.kie.api.runtime.KieSession;

/**
 * The rival that takes Drools as it comes: one session, every record a fact, executable model. The
 * rules are compiled once, outside of what is timed.
 */
final class NaiveDrools {
  private static final String FOLDER = "src/main/resources/io/trueup/benchmarks/naive/";

  private final KieBase rules;
  private final Collection<Object> policy;

  /**
   * @param exceptions how many of {@link GeneratedRules} come on top
   * @throws IllegalStateException when the rules do not compile, with Drools' words
   */
  NaiveDrools(RuleBundle bundle, int exceptions) {
    this.policy = List.copyOf(bundle.policy());
    KieServices kie = KieServices.Factory.get();
    KieFileSystem files = kie.newKieFileSystem();
    files.write(FOLDER + "naive.drl", text());
    if (exceptions > 0) {
      files.write(FOLDER + "exceptions.drl", NaiveExceptions.text(exceptions));
    }
    KieBuilder builder = kie.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors.toString());
    }
    this.rules = kie.newKieContainer(builder.getKieModule().getReleaseId()).getKieBase();
  }

  List<Finding> run(Month month, List<UsageRecord> usage) {
    KieSession session = rules.newKieSession();
    try {
      policy.forEach(session::insert);
      for (List<?> facts :
          List.of(
              month.companies(),
              month.agreements(),
              month.additions(),
              month.integrations(),
              month.accounts(),
              month.serviceMappings(),
              month.products(),
              month.decisions(),
              usage)) {
        facts.forEach(session::insert);
      }
      session.fireAllRules();
      List<Finding> found = new ArrayList<>();
      for (Object finding : session.getObjects(new ClassObjectFilter(Finding.class))) {
        found.add((Finding) finding);
      }
      for (Object discrepancy : session.getObjects(new ClassObjectFilter(Discrepancy.class))) {
        found.add(NaiveRows.row((Discrepancy) discrepancy));
      }
      return found;
    } finally {
      session.dispose();
    }
  }

  private static String text() {
    try (@Nullable InputStream in = NaiveDrools.class.getResourceAsStream("naive.drl")) {
      return new String(
          Objects.requireNonNull(in, "naive.drl").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
