package io.trueup.rulebook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bundle about to be published; the parts are those of {@link BundleRow}. */
record Publication(
    String hash,
    String origin,
    @Nullable Long baseVersion,
    @Nullable UUID draftId,
    @Nullable Long restored,
    String message,
    String by,
    @Nullable String approvedBy,
    @Nullable String overrideReason,
    String source,
    String commitId) {}
