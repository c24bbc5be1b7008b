package io.trueup.whatif;

import java.util.List;
import java.util.Optional;

/**
 * Which differences of a comparison. Empty lists and options do not filter.
 *
 * @param kinds see {@link io.trueup.compare.Kind}
 * @param classes on either side
 * @param companyId on either side
 * @param rule a change that made it, {@code DSC-014} or {@code policy:NAME}, or a rule that reads a
 *     changed policy
 */
public record DifferenceQuery(
    List<String> kinds, List<String> classes, Optional<String> companyId, Optional<String> rule) {
  public DifferenceQuery {
    kinds = List.copyOf(kinds);
    classes = List.copyOf(classes);
  }
}
