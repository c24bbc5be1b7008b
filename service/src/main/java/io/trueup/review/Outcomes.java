package io.trueup.review;

import io.trueup.platform.http.Idempotency.Outcome;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers of requests that happen once. */
final class Outcomes {
  private Outcomes() {}

  static Response response(Outcome outcome) {
    Response.ResponseBuilder answer =
        Response.status(outcome.status())
            .location(URI.create(outcome.location()))
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(outcome.body());
    return (outcome.replayed() ? answer.header("Idempotent-Replayed", "true") : answer).build();
  }
}
