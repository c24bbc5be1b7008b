package io.trueup.review;

import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.Problems;
import io.trueup.rulebook.UnusableBundle;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Files that no bundle can have are the caller's fault, and told in the one line they come with.
 */
public final class UnusableBundleMapper implements ExceptionMapper<UnusableBundle> {
  @Override
  public Response toResponse(UnusableBundle e) {
    return Problems.response(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
  }
}
