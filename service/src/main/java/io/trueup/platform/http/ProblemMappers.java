package io.trueup.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.dropwizard.jersey.validation.JerseyViolationException;
import io.trueup.platform.db.TenantDb;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request can end in, as problem documents. A stack trace goes to the log, never to the
 * caller.
 */
public final class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  private ProblemMappers() {}

  /** All of them, to be registered with Jersey instead of Dropwizard's own. */
  public static List<ExceptionMapper<?>> all() {
    return List.of(
        new Known(), new Json(), new Violation(), new FromLibrary(), new Database(), new Unknown());
  }

  static final class Known implements ExceptionMapper<ProblemException> {
    @Override
    public Response toResponse(ProblemException e) {
      return Problems.response(e.type(), String.valueOf(e.getMessage()), e.errors());
    }
  }

  static final class Json implements ExceptionMapper<JsonProcessingException> {
    @Override
    public Response toResponse(JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      if (e instanceof UnrecognizedPropertyException unknown) {
        List<String> allowed =
            unknown.getKnownPropertyIds() == null
                ? List.of()
                : unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        return Problems.response(
            ProblemType.BAD_JSON,
            "There is no field of that name" + place + ".",
            List.of(new Problem.Place(path(unknown), "is not a field of this body", allowed)));
      }
      if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
        return Problems.response(
            ProblemType.BAD_JSON,
            "A field has a value of the wrong kind" + place + ".",
            List.of(new Problem.Place(path(mapping), "has a value that cannot be read")));
      }
      return Problems.response(
          ProblemType.BAD_JSON, "The body cannot be read as JSON" + place + ".");
    }

    private static String path(JsonMappingException e) {
      return e.getPath().stream()
          .map(
              step ->
                  step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
          .collect(Collectors.joining("."));
    }
  }

  static final class Violation implements ExceptionMapper<JerseyViolationException> {
    @Override
    public Response toResponse(JerseyViolationException e) {
      List<Problem.Place> places =
          e.getConstraintViolations().stream()
              .map(
                  each ->
                      new Problem.Place(
                          lastOf(each.getPropertyPath().toString()), each.getMessage()))
              .sorted(java.util.Comparator.comparing(Problem.Place::field))
              .toList();
      String detail =
          places.stream()
              .map(place -> place.field() + " " + place.message())
              .collect(Collectors.joining("; "));
      return Problems.response(ProblemType.INVALID_REQUEST, detail + ".", places);
    }

    /** The field as the body spells it, not as our records do. */
    private static String lastOf(String path) {
      return path.substring(path.lastIndexOf('.') + 1)
          .replaceAll("([a-z])([A-Z])", "$1_$2")
          .toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What Jersey and the libraries on it throw: wrong address, method, media type, and so on. */
  static final class FromLibrary implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
      if (e.getCause() instanceof ProblemException known) {
        return new Known().toResponse(known);
      }
      int status = e.getResponse().getStatus();
      if (status < 400) {
        return e.getResponse();
      }
      ProblemType type = ProblemType.ofStatus(status);
      if (type == ProblemType.INTERNAL) {
        LOG.error("request failed status={}", status, e);
      }
      Response answer = Problems.response(type, detail(type));
      String allow = e.getResponse().getHeaderString("Allow");
      return allow == null ? answer : Response.fromResponse(answer).header("Allow", allow).build();
    }

    private static String detail(ProblemType type) {
      return switch (type) {
        case NOT_FOUND -> "Nothing lives at this address; /api/v1/openapi.json lists what does.";
        case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this address.";
        case UNSUPPORTED_MEDIA_TYPE ->
            "Send Content-Type as /api/v1/openapi.json says for this address.";
        case NOT_ACCEPTABLE -> "Ask with Accept: application/json.";
        case FORBIDDEN ->
            "Use a key whose role may do this; GET /api/v1/whoami says what yours may.";
        case UNAUTHENTICATED -> "Send an API key as `Authorization: Bearer trueup_...`.";
        case INTERNAL -> "Name the request id when you ask for help.";
        default -> "The request could not be understood.";
      };
    }
  }

  static final class Database implements ExceptionMapper<JdbiException> {
    @Override
    public Response toResponse(JdbiException e) {
      String state = TenantDb.sqlState(e);
      LOG.error("database failed sqlstate={}", state, e);
      return response(state);
    }

    static Response response(String state) {
      if (state.equals("53100")) {
        return Problems.response(ProblemType.STORAGE_FULL, "The database's disk is full.");
      }
      // Connection lost or refused, too many of them, shutting down, read-only, broken off, timed
      // out.
      boolean passing =
          state.startsWith("08")
              || state.startsWith("53")
              || state.startsWith("57")
              || state.startsWith("40")
              || state.equals("25006")
              || state.equals("55P03")
              || state.isEmpty();
      return passing
          ? Problems.response(
              ProblemType.DATABASE_UNAVAILABLE, "Nothing was changed; try again in a moment.")
          : Problems.response(ProblemType.INTERNAL, "Name the request id when you ask for help.");
    }
  }

  static final class Unknown implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable e) {
      for (Throwable each = e; each != null; each = each.getCause()) {
        if (each instanceof ProblemException known) {
          return new Known().toResponse(known);
        }
        if (each instanceof JdbiException database) {
          return new Database().toResponse(database);
        }
        if (each instanceof ServiceUnavailableException) {
          return Problems.response(ProblemType.BUSY, "Try again in a moment.");
        }
      }
      LOG.error("request failed", e);
      return Problems.response(ProblemType.INTERNAL, "Name the request id when you ask for help.");
    }
  }
}
