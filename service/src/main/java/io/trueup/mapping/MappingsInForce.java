package io.trueup.mapping;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What holds of mappings once all changes are heard in their order, undone ones left out. */
public final class MappingsInForce {
  private MappingsInForce() {}

  /**
   * The change that holds, by mapping: it was put, or retired.
   *
   * @param changes in the order of their numbers
   */
  public static Map<String, MappingChange> of(Collection<MappingChange> changes) {
    Set<Long> undone = new HashSet<>();
    for (MappingChange change : changes) {
      if (change.undoes() != null) {
        undone.add(change.undoes());
      }
    }
    Map<String, MappingChange> inForce = new TreeMap<>();
    for (MappingChange change : changes) {
      if (!change.kind().equals(MappingChange.UNDO) && !undone.contains(change.number())) {
        inForce.put(change.mappingId(), change);
      }
    }
    return inForce;
  }
}
