package io.trueup.client;

import io.trueup.audit.AuditLog;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.decision.NewDecision;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and sets whether the identical name alone may link accounts of an integration. */
public final class NameMatchings {
  private final ClientMatcher matcher;

  public NameMatchings(ClientMatcher matcher) {
    this.matcher = matcher;
  }

  /** What holds of an integration. */
  public NameMatching get(Handle handle, String integrationId) {
    return NameMatching.of(
        integrationId,
        LinkDecisionDao.ofIntegration(handle, integrationId, Long.MAX_VALUE),
        matcher.rules(handle).confirmedBeforeNames());
  }

  /** What holds of some integrations, in their order. */
  public List<NameMatching> list(Handle handle, List<String> integrations) {
    Map<String, List<LinkDecision>> about =
        LinkDecisionDao.upTo(handle, Long.MAX_VALUE).stream()
            .collect(Collectors.groupingBy(LinkDecision::integrationId));
    int needed = matcher.rules(handle).confirmedBeforeNames();
    return integrations.stream()
        .map(id -> NameMatching.of(id, about.getOrDefault(id, List.of()), needed))
        .toList();
  }

  /** Number of the decision that set it, 0 while nobody has: its version. */
  public static long version(NameMatching matching) {
    LinkDecision said = matching.said();
    return said == null ? 0 : said.number();
  }

  /** Whether accounts of the integration are known, whoever brought them. */
  public static boolean known(Handle handle, String integrationId) {
    return ClientMatchDao.any(handle, integrationId);
  }

  /**
   * Sets it.
   *
   * @param seen the version that the person has seen; null when that does not matter
   * @return what holds now
   */
  public NameMatching set(
      Handle handle,
      String integrationId,
      String setting,
      String reason,
      @Nullable Long seen,
      String by) {
    long last = LinkDecisionDao.lock(handle);
    NameMatching before = get(handle, integrationId);
    if (seen != null && seen != version(before)) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          "It was changed meanwhile: read it again, and send the change with its new ETag.");
    }
    if (before.setting().equals(setting)) {
      return before;
    }
    LinkDecision made =
        LinkDecisionDao.insert(
                handle, last, List.of(NewDecision.matchOnName(integrationId, setting, reason)), by)
            .get(0);
    AuditLog.append(
        handle,
        by,
        "client.match_on_name",
        integrationId,
        Map.of(
            "decision_no",
            Long.toString(made.number()),
            "setting",
            setting,
            "before",
            before.setting(),
            "reason",
            reason));
    NameMatching now = get(handle, integrationId);
    if (now.on() != before.on()) {
      Refreshes.request(handle, "matching on the name of " + integrationId);
    }
    return now;
  }
}
