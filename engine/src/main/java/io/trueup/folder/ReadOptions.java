package io.trueup.folder;

import java.util.Map;

/**
 * What may be decided about reading a folder.
 *
 * @param presets shipped mappings by id, for the column {@code preset} of service_mappings.csv
 * @param maxFileBytes a larger file refuses the run
 * @param maxProblemsPerFile problems of one file that are kept one by one; the rest is counted
 * @param packed whether {@link PackedUsage} stands in for {@code usage.csv} where it is there: only
 *     where no one else can have put it there
 */
public record ReadOptions(
    Map<String, Preset> presets, long maxFileBytes, int maxProblemsPerFile, boolean packed) {
  /** No presets, files of up to 8 GiB, 1,000 problems a file. */
  public static final ReadOptions DEFAULTS = new ReadOptions(Map.of(), 8L << 30, 1_000, false);

  public ReadOptions {
    presets = Map.copyOf(presets);
    if (maxFileBytes < 1 || maxProblemsPerFile < 1) {
      throw new IllegalArgumentException("limits must be 1 or more");
    }
  }

  /** The same with these presets. */
  public ReadOptions withPresets(Map<String, Preset> shipped) {
    return new ReadOptions(shipped, maxFileBytes, maxProblemsPerFile, packed);
  }

  /** The same with this limit on a file's size. */
  public ReadOptions withMaxFileBytes(long bytes) {
    return new ReadOptions(presets, bytes, maxProblemsPerFile, packed);
  }

  /** The same with this number of problems kept for a file. */
  public ReadOptions withMaxProblemsPerFile(int problems) {
    return new ReadOptions(presets, maxFileBytes, problems, packed);
  }

  /** The same with {@link PackedUsage} in place of {@code usage.csv}, where there is one. */
  public ReadOptions withPacked() {
    return new ReadOptions(presets, maxFileBytes, maxProblemsPerFile, true);
  }
}
