package io.trueup.rulebase;

import java.util.List;

/**
 * What an evaluation gave.
 *
 * @param conclusions what holds, in an order that depends only on the rules and on the order of the
 *     facts given
 * @param complete false when a limit or a failing rule stopped the evaluation: the conclusions are
 *     then those reached so far, and may lack some or hold some that would have been withdrawn
 * @param stoppedBecause why it is not complete, in plain words; empty when it is
 * @param firings how often rules fired, withdrawn firings included
 */
public record Outcome(
    List<Conclusion> conclusions, boolean complete, String stoppedBecause, long firings) {
  public Outcome {
    conclusions = List.copyOf(conclusions);
  }
}
