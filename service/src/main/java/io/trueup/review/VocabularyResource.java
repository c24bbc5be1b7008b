package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.PolicyWord;
import io.trueup.rulebook.Vocabulary;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What an editor offers whoever writes a rule: facts, fields, verbs and names of the policy. */
@Path("/api/v1/rulebook/drafts/{draft_id}/vocabulary")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class VocabularyResource {
  private final TenantDb db;

  public VocabularyResource(TenantDb db) {
    this.db = db;
  }

  /** The words of a file. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Vocabulary")
  public record VocabularyResponse(
      @Schema(description = "Every type that rules may name or follow") List<RuleFact> facts,
      @Schema(description = "The types that a condition of this file may ask for")
          List<String> matched,
      @Schema(description = "The names of policy.yml, in its order") List<PolicyName> policy,
      @Schema(description = "An id that no rule of the draft has; empty where none is needed")
          String nextId) {
    /** The vocabulary of a file of a draft. */
    public static VocabularyResponse of(Handle handle, String draft, String path) {
      Vocabulary words =
          Vocabulary.of(
              path, DraftDao.texts(handle, DraftsResource.draft(handle, draft).draftId()));
      return new VocabularyResponse(
          words.facts().stream().map(RuleFact::of).toList(),
          words.matched().stream().sorted().toList(),
          words.policy().stream().map(PolicyName::of).toList(),
          words.nextId());
    }
  }

  /** A type of fact. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record RuleFact(
      String name, String text, List<RuleFactField> fields, List<RuleVerb> verbs) {
    static RuleFact of(Vocabulary.Fact fact) {
      return new RuleFact(
          fact.name(),
          fact.text(),
          fact.fields().stream().map(RuleFactField::of).toList(),
          fact.verbs().stream().map(RuleVerb::of).toList());
    }
  }

  /** A field or question of a fact. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record RuleFactField(
      String name,
      @Schema(example = "decimal") String type,
      @Schema(description = "The type whose fields can be followed; empty for none") String fact,
      @Schema(description = "Whether it is null when nothing is known") boolean mayBeEmpty,
      @Schema(description = "The only texts that it holds; none when any") List<String> words,
      String text) {
    static RuleFactField of(Vocabulary.Field field) {
      return new RuleFactField(
          field.name(), field.type(), field.fact(), field.empty(), field.words(), field.text());
    }
  }

  /** One form of a verb. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record RuleVerb(
      String name,
      @Schema(description = "Its arguments, each as type and name") List<String> of,
      String text) {
    static RuleVerb of(Vocabulary.VerbForm verb) {
      return new RuleVerb(verb.name(), verb.of(), verb.text());
    }
  }

  /** A name of the policy. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PolicyName(
      String name,
      @Schema(description = "The fact that it becomes") String fact,
      @Schema(description = "As written; empty for a list") String value,
      String text) {
    static PolicyName of(PolicyWord word) {
      return new PolicyName(word.name(), word.fact(), word.value(), word.text());
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "The words that a rule file of a draft may use, with what they mean",
      description = "Facts with their fields and verbs, and the names of the draft's policy.")
  public VocabularyResponse get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @Parameter(
              description = "The file that is written; its folder decides which facts it is given")
          @QueryParam("path")
          @DefaultValue("")
          String path) {
    return db.read(caller.tenant(), handle -> VocabularyResponse.of(handle, id, path));
  }
}
