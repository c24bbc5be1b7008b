package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.reconcile.DividedMonth;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.RunResult;
import io.trueup.rulebase.RuleBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node remembers of months, and what that must not change. */
final class EngineReconcilerTest {
  private static final Progress NOBODY = (stage, done, total) -> {};

  private static final RuleBundle RULES = Bundles.load(Optional.empty());

  @TempDir Path temp;
  private final EngineReconciler engine = new EngineReconciler(Clock.systemUTC());
  private Path month;

  @BeforeEach
  void a_month_of_2400_records() throws IOException {
    month = NodesMonth.write(temp.resolve("month"), 40, 60);
  }

  private DividedMonth open(EngineReconciler by, long weight) {
    return by.open(month, RULES, Optional.empty(), weight, NOBODY).orElseThrow();
  }

  private DividedMonth divide(EngineReconciler by) {
    return by.divide(month, RULES, Optional.empty(), 250, NOBODY).orElseThrow();
  }

  private static List<String> discrepancies(DividedMonth divided) {
    List<String> ids = new ArrayList<>();
    for (int part = 0; part < divided.size(); part++) {
      divided.part(part, NOBODY).discrepancies().forEach(row -> ids.add(row.discrepancyId()));
    }
    Collections.sort(ids);
    return ids;
  }

  @Test
  void a_node_that_knows_a_month_divides_it_as_any_other_node_does() {
    String elsewhere = divide(new EngineReconciler(Clock.systemUTC())).digest();
    open(engine, Long.MAX_VALUE).whole(NOBODY);

    DividedMonth divided = divide(engine);

    assertThat(divided.size()).isGreaterThan(5);
    assertThat(divided.digest()).isEqualTo(elsewhere);
  }

  @Test
  void a_month_that_was_divided_is_known_and_comes_out_the_same() {
    DividedMonth first = open(engine, 250);
    assertThat(first.size()).isGreaterThan(5);
    RunResult whole = first.whole(NOBODY);

    DividedMonth again = open(engine, 250);

    assertThat(again.digest()).isEqualTo(first.digest());
    assertThat(discrepancies(again)).isNotEmpty().isEqualTo(discrepancies(first));
    assertThat(again.whole(NOBODY).summary()).isEqualTo(whole.summary());
  }
}
