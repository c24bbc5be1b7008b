package io.trueup.platform.http;

import java.util.List;

/** A request that cannot be served, and why. Becomes a problem document at the edge. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient List<Problem.Place> errors;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public ProblemException(ProblemType type, String detail, List<Problem.Place> errors) {
    super(detail, null, false, false);
    this.type = type;
    this.errors = List.copyOf(errors);
  }

  /** One parameter with a value it may not have. */
  public static ProblemException invalid(String field, String message, List<String> allowed) {
    return new ProblemException(
        ProblemType.INVALID_REQUEST,
        field
            + " "
            + message
            + (allowed.isEmpty() ? "" : "; use one of " + String.join(", ", allowed)),
        List.of(new Problem.Place(field, message, allowed)));
  }

  /** No such thing, or none of this tenant's, which is the same answer. */
  public static ProblemException notFound(String what) {
    return new ProblemException(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }

  /** What kind of problem it is. */
  public ProblemType type() {
    return type;
  }

  /** The places that are wrong. */
  public List<Problem.Place> errors() {
    return errors;
  }
}
