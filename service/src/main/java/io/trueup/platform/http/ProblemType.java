package io.trueup.platform.http;

/**
 * Every way a request can fail, as RFC 9457 wants it: a stable type for programs, a title for
 * people. The type's URI is {@code urn:trueup:problem:SLUG}.
 */
public enum ProblemType {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  BAD_JSON("bad-json", 400, "The body is not the JSON that is expected"),
  BAD_CURSOR("bad-cursor", 400, "The cursor does not belong to this list"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid API key is needed"),
  FORBIDDEN("forbidden", 403, "The key's role does not allow this"),
  NOT_FOUND("not-found", 404, "There is no such thing"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take that method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "This address has no answer in that format"),
  REQUEST_IN_FLIGHT("request-in-flight", 409, "A request with this Idempotency-Key is under way"),
  CONFLICT("conflict", 409, "The thing is not in a state that allows this"),
  PRECONDITION_FAILED("precondition-failed", 412, "The thing was changed meanwhile"),
  PRECONDITION_REQUIRED("precondition-required", 428, "The request must say what it changes"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body is in a format not taken here"),
  UNUSABLE_UPLOAD("unusable-upload", 422, "The upload is not an export folder"),
  IDEMPOTENCY_MISMATCH(
      "idempotency-mismatch", 422, "This Idempotency-Key was used for another request"),
  BAD_HEADER("bad-header", 431, "The request's head is not valid"),
  INTERNAL("internal", 500, "Something went wrong on our side"),
  BUSY("busy", 503, "The service is busy"),
  DATABASE_UNAVAILABLE("database-unavailable", 503, "The database cannot be used right now"),
  STORAGE_FULL("storage-full", 507, "There is no space left to store this");

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** Last part of the type's URI. */
  public String slug() {
    return slug;
  }

  /** HTTP status it is answered with. */
  public int status() {
    return status;
  }

  /** What it is, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The type for a status that a library chose, {@link #INTERNAL} when none fits. */
  public static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 412 -> PRECONDITION_FAILED;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 431 -> BAD_HEADER;
      case 503 -> BUSY;
      case 507 -> STORAGE_FULL;
      default -> status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    };
  }
}
