package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.trueup.sync.SyncSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/** Section {@code syncs} of the configuration. */
public final class SyncSection {
  @JsonProperty
  @Min(1) @Max(64) int workers = 4;

  @JsonProperty("resume_within")
  @NotNull Duration resumeWithin = Duration.minutes(30);

  @JsonProperty("keep_pages")
  @NotNull Duration keepPages = Duration.days(30);

  @JsonProperty("keep_syncs")
  @NotNull Duration keepSyncs = Duration.days(400);

  SyncSettings settings(Path scratch) {
    SyncSettings defaults = SyncSettings.defaults(scratch);
    return new SyncSettings(
        scratch,
        workers,
        resumeWithin.toJavaDuration(),
        defaults.samples(),
        keepPages.toJavaDuration(),
        keepSyncs.toJavaDuration());
  }
}
