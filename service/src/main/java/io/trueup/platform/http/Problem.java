package io.trueup.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An RFC 9457 problem document.
 *
 * @param type {@code urn:trueup:problem:SLUG}
 * @param title what kind of problem it is
 * @param status HTTP status
 * @param detail what is wrong this time, and what to do about it
 * @param requestId to be named when asking for help; the log has it too
 * @param errors the places that are wrong, where there are such
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonProperty("request_id") String requestId,
    List<Place> errors) {
  /** Media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * One place that is wrong.
   *
   * @param field parameter, header or path within the body
   * @param message what is wrong with it
   * @param allowed the values it may have, where they can be listed
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Place(String field, String message, List<String> allowed) {
    public Place {
      allowed = List.copyOf(allowed);
    }

    /** A place whose values cannot be listed. */
    public Place(String field, String message) {
      this(field, message, List.of());
    }
  }

  static Problem of(ProblemType type, String detail, List<Place> errors) {
    return new Problem(
        "urn:trueup:problem:" + type.slug(),
        type.title(),
        type.status(),
        detail,
        RequestId.current(),
        errors);
  }
}
