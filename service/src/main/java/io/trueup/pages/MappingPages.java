package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.mapping.MappingsInForce;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.reconcile.RunRow;
import io.trueup.review.Listing;
import io.trueup.rulebook.RulesInForce;
import io.trueup.stage.MappingSurvey;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.CurrentMonths;
import io.trueup.whatif.MappingEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which usage a product is billed by: mappings in force, and what is left to map. */
@Path("/mappings")
public final class MappingPages {
  static final String SECTION = "mappings";
  private static final int ROWS = 50;

  /** Rows of a work list that are shown at once; more of them are found by searching. */
  private static final int MOST = 500;

  private final TenantDb db;
  private final Layout layout;
  private final CurrentMonths months;
  private final RulesInForce rules;

  public MappingPages(TenantDb db, Layout layout, CurrentMonths months, RulesInForce rules) {
    this.db = db;
    this.layout = layout;
    this.months = months;
    this.rules = rules;
  }

  /**
   * What all pages on mappings show.
   *
   * @param tab {@code mappings}, {@code unaccounted}, {@code unmapped} or {@code presets}
   * @param run whose month is counted in; null while no run is finished
   */
  public record MappingsView(
      String tab,
      @Nullable RunRow run,
      SinceRun since,
      int mappings,
      int unaccounted,
      int unmapped,
      String search,
      String by,
      Shown shown,
      boolean mayDecide) {}

  /**
   * The rows of one of the pages; the other lists are empty.
   *
   * @param next what the next page of mappings begins after; null on the last
   * @param retired mappings that people took out
   */
  public record Shown(
      List<MappingEntry> entries,
      List<MappingChange> retired,
      @Nullable String next,
      List<MappingSurvey.Unaccounted> unaccounted,
      List<MappingSurvey.Unmapped> unmapped,
      List<Preset> presets) {
    static Shown entries(
        List<MappingEntry> entries, List<MappingChange> retired, @Nullable String next) {
      return new Shown(entries, retired, next, List.of(), List.of(), List.of());
    }

    static Shown unaccounted(List<MappingSurvey.Unaccounted> rows) {
      return new Shown(List.of(), List.of(), null, rows, List.of(), List.of());
    }

    static Shown unmapped(List<MappingSurvey.Unmapped> rows) {
      return new Shown(List.of(), List.of(), null, List.of(), rows, List.of());
    }

    static Shown presets(List<Preset> rows) {
      return new Shown(List.of(), List.of(), null, List.of(), List.of(), rows);
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  public Response list(
      @Auth Visit visit,
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("by") @DefaultValue("") String by,
      @QueryParam("after") @Nullable String after) {
    String wanted = Parameters.text("q", search).orElse("");
    Parameters.choice("by", by, List.of("people", "files"));
    Listing listing = new Listing("/mappings?" + wanted + "&" + by);
    List<String> place = listing.key(after, 2);
    return show(
        visit,
        "mappings",
        wanted,
        by,
        (entries, changes, survey) -> {
          List<MappingEntry> all =
              entries.stream()
                  .filter(entry -> wanted.isEmpty() || entry.has(wanted))
                  .filter(entry -> by.isEmpty() || by.equals("people") == (entry.change() != null))
                  .toList();
          var page =
              listing.page(
                  MappingEntry.after(all, place, ROWS + 1),
                  ROWS,
                  new Total(all.size(), "exact"),
                  entry -> entry,
                  MappingEntry::place);
          List<MappingChange> retired = new ArrayList<>();
          if (place.isEmpty() && !by.equals("files")) {
            changes.values().stream()
                .filter(change -> change.kind().equals(MappingChange.RETIRE))
                .filter(
                    change -> change.mappingId().toLowerCase(Locale.ROOT).contains(lower(wanted)))
                .forEach(retired::add);
          }
          return Shown.entries(page.items(), retired, page.next());
        });
  }

  @GET
  @Path("/unaccounted")
  @RolesAllowed(Permission.READ)
  public Response unaccounted(@Auth Visit visit, @QueryParam("q") @DefaultValue("") String search) {
    String wanted = Parameters.text("q", search).orElse("");
    return show(
        visit,
        "unaccounted",
        wanted,
        "",
        (entries, changes, survey) ->
            Shown.unaccounted(
                found(
                    survey.unaccounted(),
                    wanted,
                    one ->
                        String.join(
                            " ",
                            one.integrationId(),
                            one.kind(),
                            one.productCode(),
                            one.productName()))));
  }

  @GET
  @Path("/unmapped")
  @RolesAllowed(Permission.READ)
  public Response unmapped(@Auth Visit visit, @QueryParam("q") @DefaultValue("") String search) {
    String wanted = Parameters.text("q", search).orElse("");
    return show(
        visit,
        "unmapped",
        wanted,
        "",
        (entries, changes, survey) ->
            Shown.unmapped(
                found(
                    survey.unmapped(),
                    wanted,
                    one -> one.productCode() + " " + one.description())));
  }

  private static <T> List<T> found(List<T> all, String wanted, Function<T, String> text) {
    return all.stream()
        .filter(one -> lower(text.apply(one)).contains(lower(wanted)))
        .limit(MOST)
        .toList();
  }

  @GET
  @Path("/presets")
  @RolesAllowed(Permission.READ)
  public Response presets(@Auth Visit visit, @QueryParam("q") @DefaultValue("") String search) {
    String wanted = Parameters.text("q", search).orElse("");
    List<Preset> found =
        Presets.load(db.read(visit.tenant(), rules::get).files()).values().stream()
            .filter(preset -> matches(preset, wanted))
            .toList();
    return show(visit, "presets", wanted, "", (entries, changes, survey) -> Shown.presets(found));
  }

  /** Every word has to be somewhere in it. */
  private static boolean matches(Preset preset, String wanted) {
    String text =
        lower(
            preset.presetId()
                + " "
                + preset.description()
                + " "
                + String.join(" ", preset.fills().values()));
    for (String word : lower(wanted).split("\\s+", -1)) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).strip();
  }

  /** Chooses the rows of a page. */
  private interface Rows {
    Shown of(List<MappingEntry> entries, Map<String, MappingChange> changes, MappingSurvey survey);
  }

  private Response show(Visit visit, String tab, String search, String by, Rows rows) {
    Optional<CurrentMonth> month = months.find(visit.tenant());
    Map<String, MappingChange> changes =
        db.read(
            visit.tenant(),
            handle -> MappingsInForce.of(MappingChangeDao.upTo(handle, Long.MAX_VALUE)));
    SinceRun since =
        db.read(visit.tenant(), handle -> SinceRun.of(handle, visit.may(Permission.RUN)));
    List<MappingEntry> entries = MappingEntry.list(month, changes);
    MappingSurvey survey =
        month.map(CurrentMonth::survey).orElse(new MappingSurvey(List.of(), List.of(), List.of()));
    MappingsView view =
        new MappingsView(
            tab,
            month.map(CurrentMonth::run).orElse(null),
            since,
            entries.size(),
            survey.unaccounted().size(),
            survey.unmapped().size(),
            search,
            by,
            rows.of(entries, changes, survey),
            visit.may(Permission.DECIDE));
    return layout.show(visit, "pages/mappings.ftlh", "Mappings", SECTION, view);
  }
}
