package io.trueup.mapping;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person did to a service mapping.
 *
 * @param number counted up without gaps, tenant by tenant
 * @param kind {@link #PUT}, {@link #RETIRE} or {@link #UNDO}
 * @param cells its row of service_mappings.csv by column, without empty cells; empty unless it was
 *     put
 * @param undoes the change that does not count any more; null unless it is an undo
 */
public record MappingChange(
    long number,
    String mappingId,
    String kind,
    Map<String, String> cells,
    @Nullable Long undoes,
    String reason,
    String by,
    Instant at,
    String requestId) {
  /** The mapping is this from now on. */
  public static final String PUT = "put";

  /** There is no mapping of this id any more, whoever brought it. */
  public static final String RETIRE = "retire";

  /** An earlier change does not count any more. */
  public static final String UNDO = "undo";

  public MappingChange {
    cells = Collections.unmodifiableMap(new TreeMap<>(cells));
  }
}
