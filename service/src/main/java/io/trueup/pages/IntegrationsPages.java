package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Integration;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.review.Listing;
import io.trueup.sync.HealthRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connected systems. */
@Path("/integrations")
public final class IntegrationsPages {
  static final String SECTION = "integrations";
  private static final int ROWS = 50;

  /** What may be asked for beside all; {@code attention} is everything but healthy. */
  private static final List<String> STANDINGS =
      List.of(
          "attention",
          "fresh",
          "stale",
          "failed",
          "partial",
          "collapsed",
          "doubted",
          "never",
          "syncing");

  private final TenantDb db;
  private final Layout layout;
  private final Systems systems;

  public IntegrationsPages(TenantDb db, Layout layout, Systems systems) {
    this.db = db;
    this.layout = layout;
    this.systems = systems;
  }

  /**
   * The list.
   *
   * @param all how many systems there are whatever is asked for
   * @param troubled those that are not healthy, the first few
   * @param standings what can be asked for, with words
   * @param canAdd whether the reader may connect systems
   * @param canSync whether the reader may sync them
   */
  public record ListView(
      Page<Line> page,
      int all,
      int healthy,
      List<Line> troubled,
      String search,
      String standing,
      String query,
      Map<String, String> standings,
      boolean canAdd,
      boolean canSync) {}

  /**
   * A system in the list.
   *
   * @param connector what reads it, by name
   * @param age how old its facts are, in words
   * @param streams its streams, and how many of them are healthy
   * @param next when it is read next; null when it is on no schedule
   */
  public record Line(
      Integration system,
      String connector,
      String category,
      HealthRow row,
      SystemHealth health,
      String age,
      int streams,
      int healthyStreams,
      String every,
      @Nullable Instant next,
      String nextIn) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response list(
      @Auth Visit visit,
      @QueryParam("q") @Nullable String q,
      @QueryParam("health") @Nullable String health,
      @QueryParam("after") @Nullable String after) {
    String search = Parameters.text("q", q).orElse("").strip();
    Optional<String> standing = Parameters.choice("health", health, STANDINGS);
    String query = Query.of("q", search, "health", standing.orElse(""));
    Listing listing = new Listing("pages/integrations" + query);
    List<String> key = listing.key(after, 1);
    ListView view =
        db.read(
            visit.tenant(),
            handle -> {
              List<Line> all = lines(systems.all(handle, visit.tenant()));
              List<Line> wanted =
                  all.stream()
                      .filter(line -> matches(line, search))
                      .filter(line -> standing.map(each -> stands(line, each)).orElse(true))
                      .toList();
              List<Line> rest =
                  wanted.stream()
                      .filter(line -> key.isEmpty() || id(line).compareTo(key.get(0)) > 0)
                      .limit(ROWS + 1L)
                      .toList();
              return new ListView(
                  listing.page(
                      rest, ROWS, Total.of(wanted.size()), line -> line, line -> List.of(id(line))),
                  all.size(),
                  (int) all.stream().filter(line -> stands(line, "fresh")).count(),
                  all.stream().filter(line -> stands(line, "attention")).limit(5).toList(),
                  search,
                  standing.orElse(""),
                  query,
                  standings(),
                  visit.may(Permission.INTEGRATIONS),
                  visit.may(Permission.SYNC));
            });
    return layout.show(visit, "pages/integrations.ftlh", "Integrations", SECTION, view);
  }

  private static String id(Line line) {
    return line.system().integrationId();
  }

  private static boolean stands(Line line, String standing) {
    return switch (standing) {
      case "attention" -> !line.row().status().equals("fresh");
      case "syncing" -> line.row().activeSync() != null;
      default -> line.row().status().equals(standing);
    };
  }

  private static boolean matches(Line line, String search) {
    String wanted = search.toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        || (line.system().name() + " " + id(line) + " " + line.connector() + " " + line.category())
            .toLowerCase(Locale.ROOT)
            .contains(wanted);
  }

  private List<Line> lines(Systems.All all) {
    List<Line> lines = new ArrayList<>();
    for (Integration system : all.systems()) {
      HealthRow row = all.health().get(system.integrationId());
      if (row != null) {
        Optional<ConnectorForm> form = systems.form(system.connector());
        Instant next = all.next().get(system.integrationId());
        lines.add(
            new Line(
                system,
                form.map(ConnectorForm::name).orElse(system.connector()),
                form.map(ConnectorForm::category).orElse("other"),
                row,
                SystemHealth.of(row, all.now()),
                Ages.of(row.lastSuccessAt(), all.now()),
                row.streams().size(),
                (int) row.streams().stream().filter(each -> each.status().equals("fresh")).count(),
                Systems.every(system),
                next,
                Ages.of(next, all.now())));
      }
    }
    return lines;
  }

  private static Map<String, String> standings() {
    Map<String, String> words = new LinkedHashMap<>();
    for (String each : STANDINGS) {
      words.put(
          each,
          switch (each) {
            case "attention" -> "Needs attention";
            case "syncing" -> "Being synced";
            default -> SystemHealth.label(each);
          });
    }
    return words;
  }
}
