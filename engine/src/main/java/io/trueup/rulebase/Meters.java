package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The meters of a rule base's evaluations: as many as there were evaluations at once. */
final class Meters {
  private final Places places;
  private final List<RuleInfo> rules;
  private final ConcurrentLinkedQueue<Meter> free = new ConcurrentLinkedQueue<>();

  Meters(Places places, List<RuleInfo> rules) {
    this.places = places;
    this.rules = rules;
  }

  Meter take() {
    Meter meter = free.poll();
    return meter == null ? new Meter(places.size(), rules.size()) : meter;
  }

  void giveBack(Meter meter) {
    free.add(meter);
  }

  /** What was measured in evaluations that are over. */
  Metered metered() {
    Meter all = new Meter(places.size(), rules.size());
    free.forEach(all::add);
    List<RuleWork> work = new ArrayList<>(rules.size());
    double sum = 0;
    for (int place = 0; place < places.size(); place++) {
      sum += all.nanos(place);
    }
    for (int order = 0; order < rules.size(); order++) {
      work.add(work(all, order, rules.get(order)));
      sum += all.concluding(order);
    }
    return new Metered(work, Math.round(sum), all.evaluating());
  }

  private RuleWork work(Meter all, int order, RuleInfo rule) {
    long calls = 0;
    double nanos = all.concluding(order);
    for (int place : places.of(order)) {
      calls += all.calls(place);
      nanos += all.nanos(place);
    }
    return new RuleWork(rule, all.fired(order), all.held(order), calls, Math.round(nanos));
  }
}
