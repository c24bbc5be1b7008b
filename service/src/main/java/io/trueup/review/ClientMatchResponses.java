package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.client.Amount;
import io.trueup.client.Candidate;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatch.Person;
import io.trueup.client.Opinion;
import io.trueup.client.Refreshes;
import io.trueup.client.Review;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecision.Split;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered about whose account it is. */
final class ClientMatchResponses {
  private ClientMatchResponses() {}

  @Schema(name = "Amount", description = "Money a month")
  record AmountResponse(String currency, BigDecimal amount) {
    static List<AmountResponse> of(List<Amount> amounts) {
      return amounts.stream().map(a -> new AmountResponse(a.currency(), a.amount())).toList();
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientCandidate")
  record CandidateResponse(
      String companyId,
      String companyName,
      @Nullable BigDecimal score,
      @Schema(description = "What speaks for it, a sentence") String evidence) {
    static CandidateResponse of(Candidate candidate) {
      return new CandidateResponse(
          candidate.companyId(), candidate.companyName(), candidate.score(), candidate.evidence());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientDecided", description = "Whose word an account stands by")
  record DecidedResponse(
      long decisionNo,
      String by,
      Instant at,
      String reason,
      @Schema(description = "What the account was called then") String accountName,
      @Schema(description = "What the company was called then") String companyName) {
    static @Nullable DecidedResponse of(@Nullable Person person) {
      return person == null
          ? null
          : new DecidedResponse(
              person.number(),
              person.by(),
              person.at(),
              person.reason(),
              person.accountName(),
              person.companyName());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientMatch")
  record MatchResponse(
      String integrationId,
      String accountId,
      String accountName,
      @Schema(allowableValues = {"unmatched", "suggested", "auto", "confirmed", "ignored"})
          String decision,
      @Schema(description = "The company it is linked to; empty without a link") String companyId,
      String companyName,
      @Nullable BigDecimal score,
      @Schema(description = "Why, a sentence") String evidence,
      List<String> ruleIds,
      @Schema(description = "Companies to choose from, the likeliest first")
          List<CandidateResponse> candidates,
      @Schema(description = "Companies that people said it never is") List<String> rejected,
      long usageRecords,
      @Schema(description = "What its usage is worth a month, by currency")
          List<AmountResponse> moneyAtStake,
      @Schema(description = "Whether prices stand in that no agreement of the company says")
          boolean estimated,
      @Nullable DecidedResponse decided,
      @Schema(description = "Whether account or company has another name than when it was decided")
          boolean renamed,
      @Schema(
              description =
                  "Why a person should look again: account_renamed, company_renamed,"
                      + " company_inactive, company_gone")
          List<String> reviews,
      @Schema(description = "Parts that go to other companies; 0 when it is not split") int splits,
      @Schema(description = "The last decision about it, 0 when there is none: its ETag")
          long lastDecisionNo) {
    static MatchResponse of(ClientMatch match) {
      return new MatchResponse(
          match.account().integrationId(),
          match.account().accountId(),
          match.found().name(),
          match.verdict().decision(),
          match.verdict().companyId(),
          match.companyName(),
          match.verdict().score(),
          match.verdict().evidence(),
          match.verdict().ruleIds(),
          match.candidates().stream().map(CandidateResponse::of).toList(),
          match.rejected(),
          match.found().usageRecords(),
          AmountResponse.of(match.found().amounts()),
          match.found().estimated(),
          DecidedResponse.of(match.person()),
          match.reviews().contains(Review.ACCOUNT_RENAMED)
              || match.reviews().contains(Review.COMPANY_RENAMED),
          match.reviews(),
          match.splits(),
          match.lastNumber());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientSplit")
  record SplitResponse(String attribute, String value, String companyId, String companyName) {
    static SplitResponse of(Split split) {
      return new SplitResponse(
          split.attribute(), split.value(), split.companyId(), split.companyName());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientDecision")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DecisionResponse(
      long decisionNo,
      @Schema(allowableValues = {"confirm", "ignore", "reject", "split", "undo"}) String kind,
      @Schema(description = "Whether it counts: nothing took its place, and it was not undone")
          boolean inForce,
      @Schema(description = "Whether it was undone") boolean undone,
      String companyId,
      String companyName,
      String accountName,
      @Nullable Long undoes,
      @Nullable List<SplitResponse> splits,
      @Schema(description = "Rules by which the company had been found") List<String> ruleIds,
      String reason,
      String by,
      Instant at,
      String requestId) {
    static List<DecisionResponse> history(List<LinkDecision> decisions) {
      InForce inForce = InForce.of(decisions);
      Set<Long> undone = new HashSet<>();
      for (LinkDecision decision : decisions) {
        if (decision.undoes() != null) {
          undone.add(decision.undoes());
        }
      }
      return decisions.stream()
          .sorted(java.util.Comparator.comparingLong(LinkDecision::number).reversed())
          .map(d -> of(d, inForce.has(d.number()), undone.contains(d.number())))
          .toList();
    }

    private static DecisionResponse of(LinkDecision d, boolean inForce, boolean undone) {
      return new DecisionResponse(
          d.number(),
          d.kind(),
          inForce,
          undone,
          d.companyId(),
          d.companyName(),
          d.accountName(),
          d.undoes(),
          d.splits().isEmpty() ? null : d.splits().stream().map(SplitResponse::of).toList(),
          d.ruleIds(),
          d.reason(),
          d.by(),
          d.at(),
          d.requestId());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(
      name = "ClientOpinion",
      description = "What the rules found without a person's word on it")
  record OpinionResponse(
      String decision,
      String companyId,
      @Nullable BigDecimal score,
      String evidence,
      List<String> ruleIds) {
    static @Nullable OpinionResponse of(Opinion opinion) {
      return opinion.known()
          ? new OpinionResponse(
              opinion.decision(),
              opinion.companyId(),
              opinion.score(),
              opinion.evidence(),
              opinion.ruleIds())
          : null;
    }
  }

  @Schema(name = "ClientMatchDetail")
  record DetailResponse(
      MatchResponse match,
      @Schema(description = "Null while the rules were never asked without a person's word")
          @Nullable OpinionResponse found,
      @Schema(description = "Who gets which part of its usage; the rest is its own company's")
          List<SplitResponse> splits,
      @Schema(description = "All decisions about it, the newest first")
          List<DecisionResponse> history,
      @Schema(description = "What a decision means that was made just now, sentences")
          List<String> warnings,
      RefreshResponse refresh) {
    static DetailResponse of(
        ClientMatch match,
        List<LinkDecision> decisions,
        List<String> warnings,
        Refreshes.State refresh) {
      return new DetailResponse(
          MatchResponse.of(match),
          OpinionResponse.of(match.found().opinion()),
          InForce.of(decisions).split().map(LinkDecision::splits).orElse(List.of()).stream()
              .map(SplitResponse::of)
              .toList(),
          DecisionResponse.history(decisions),
          warnings,
          RefreshResponse.of(refresh));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientRefresh", description = "Whether accounts are being matched anew")
  record RefreshResponse(
      @Schema(allowableValues = {"never", "current", "waiting", "running", "failed"}) String state,
      @Nullable Instant requestedAt,
      String cause,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Schema(description = "What accounts were taken from: syncs or dataset") String source,
      long accounts,
      String failure) {
    static RefreshResponse of(Refreshes.State state) {
      return new RefreshResponse(
          state.state(),
          state.requestedAt(),
          state.cause(),
          state.startedAt(),
          state.finishedAt(),
          state.source(),
          state.accounts(),
          state.failure());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Company")
  record CompanyResponse(String companyId, String name, String status) {
    static CompanyResponse of(ClientCompany company) {
      return new CompanyResponse(company.companyId(), company.name(), company.status());
    }
  }
}
