package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.Role;
import io.trueup.user.PasswordLinks;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people who sign in at the pages of the caller's tenant. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
public final class UsersResource {
  private final TenantDb db;
  private final Users users;

  public UsersResource(TenantDb db, Users users) {
    this.db = db;
    this.users = users;
  }

  /** Somebody to add. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UserRequest")
  public record UserRequest(
      @NotBlank @Schema(description = "What they type to sign in", example = "anna") String name,
      @NotBlank String fullName,
      @NotBlank @Schema(example = "BILLER") String role) {}

  /** Another role. */
  @Schema(name = "UserRoleRequest")
  public record RoleRequest(@NotBlank @Schema(example = "APPROVER") String role) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "User")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UserResponse(
      String name,
      String fullName,
      Role role,
      boolean enabled,
      @Schema(description = "Whether they have a password here") boolean local,
      @Schema(description = "Whether an identity provider vouches for them") boolean vouched,
      Instant createdAt,
      String createdBy,
      @Nullable Instant lastSignedInAt,
      @Schema(
              description =
                  "Path of a page where they choose a password, good once and for three days; told this once")
          @Nullable String link) {
    static UserResponse of(UserRow row, @Nullable String link) {
      return new UserResponse(
          row.name(),
          row.fullName(),
          row.role(),
          row.enabled(),
          row.local(),
          row.vouched(),
          row.createdAt(),
          row.createdBy(),
          row.lastSignedInAt(),
          link);
    }
  }

  @GET
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "People, by name")
  public Page<UserResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("q") @Parameter(description = "Part of a name") @Nullable String q,
      @QueryParam("role") @Nullable String role,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String search = Parameters.text("q", q).orElse("").strip();
    Optional<Role> wanted = Parameters.choice("role", role, Role.names()).map(Role::valueOf);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/users?q=" + search + "&role=" + wanted);
    List<String> key = listing.key(after, 1);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                Users.list(handle, search, wanted, key.isEmpty() ? "" : key.get(0), rows + 1),
                rows,
                Total.of(Users.count(handle, search, wanted)),
                row -> UserResponse.of(row, null),
                row -> List.of(row.name())));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "Add somebody, who chooses a password by a link")
  public Response add(
      @Parameter(hidden = true) @Auth Caller caller, @NotNull @Valid UserRequest request) {
    String link =
        invite(db, users, caller, request.name(), request.fullName(), role(request.role()));
    return Response.created(URI.create("/api/v1/users/" + request.name()))
        .entity(UserResponse.of(user(caller, request.name()), link))
        .build();
  }

  @GET
  @Path("/{name}")
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "One person")
  public UserResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    return UserResponse.of(user(caller, name), null);
  }

  @POST
  @Path("/{name}/link")
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "Make a link by which somebody sets their password; it ends the one before")
  public UserResponse link(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    String link = link(db, caller, name);
    return UserResponse.of(user(caller, name), link);
  }

  @PUT
  @Path("/{name}/role")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "Give somebody another role")
  public UserResponse changeRole(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("name") String name,
      @NotNull @Valid RoleRequest request) {
    Role wanted = role(request.role());
    db.useTenant(
        caller.tenant(), handle -> Users.changeRole(handle, name, wanted, caller.getName()));
    return UserResponse.of(user(caller, name), null);
  }

  @POST
  @Path("/{name}/disable")
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "Keep somebody from signing in, and end their sessions")
  public UserResponse disable(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    db.useTenant(caller.tenant(), handle -> Users.shutOut(handle, name, caller.getName()));
    return UserResponse.of(user(caller, name), null);
  }

  @POST
  @Path("/{name}/enable")
  @RolesAllowed(Permission.PEOPLE)
  @Operation(summary = "Let somebody sign in again")
  public UserResponse enable(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    user(caller, name);
    db.useTenant(caller.tenant(), handle -> Users.enable(handle, name, caller.getName()));
    return UserResponse.of(user(caller, name), null);
  }

  private UserRow user(Caller caller, String name) {
    return db.read(caller.tenant(), handle -> Users.find(handle, name))
        .orElseThrow(() -> ProblemException.notFound("user"));
  }

  /**
   * Adds somebody and makes their link.
   *
   * @return path of the page where they choose a password
   */
  public static String invite(
      TenantDb db, Users users, Caller caller, String name, String fullName, Role role) {
    return db.inTenant(
        caller.tenant(),
        handle -> {
          users.invite(handle, name, fullName, role, caller.getName());
          return path(handle, PasswordLinks.create(handle, name, caller.getName()));
        });
  }

  /** Makes a link for somebody who is there; its path. */
  public static String link(TenantDb db, Caller caller, String name) {
    return db.inTenant(
        caller.tenant(),
        handle -> path(handle, PasswordLinks.create(handle, name, caller.getName())));
  }

  private static String path(org.jdbi.v3.core.Handle handle, String token) {
    String slug = handle.createQuery("SELECT slug FROM tenant").mapTo(String.class).one();
    return "/welcome/" + slug + "/" + token;
  }

  /** A role as it is written in a request. */
  public static Role role(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
    if (!Role.names().contains(name)) {
      throw ProblemException.invalid("role", "is none of the roles", Role.names());
    }
    return Role.valueOf(name);
  }
}
