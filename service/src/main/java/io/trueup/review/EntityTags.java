package io.trueup.review;

import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as ETags, so that two who change the same thing notice each other. */
final class EntityTags {
  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

  private EntityTags() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /** The version that {@code If-Match} names; null where it is left out or says {@code *}. */
  static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.trim().equals("*")) {
      return null;
    }
    Matcher tag = TAG.matcher(ifMatch.trim());
    if (!tag.matches()) {
      throw ProblemException.invalid("If-Match", "must be the ETag of an answer, or *", List.of());
    }
    return Long.valueOf(tag.group(1));
  }

  /** As {@link #version}, where it may not be left out. */
  static @Nullable Long required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new ProblemException(
          ProblemType.PRECONDITION_REQUIRED,
          "Send the ETag of what you read as If-Match, or * to change it whatever it is.");
    }
    return version(ifMatch);
  }
}
