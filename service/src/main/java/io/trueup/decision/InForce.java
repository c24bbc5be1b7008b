package io.trueup.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What holds of an account once all decisions about it are heard in their order, those left out
 * that were undone. A confirm or ignore replaces the one before; a confirm takes back that its
 * company was rejected; a reject takes back a confirm of the same company; an ignore takes back a
 * split, and a split an ignore. So a decision that is undone makes way for what it had replaced.
 *
 * @param link the confirm or ignore in force
 * @param rejected rejects in force, by company
 * @param split the split in force
 * @param lastNumber number of the last decision about the account, in force or not; 0 for none
 */
public record InForce(
    Optional<LinkDecision> link,
    Map<String, LinkDecision> rejected,
    Optional<LinkDecision> split,
    long lastNumber) {
  /** Nobody has said anything. */
  public static final InForce NOTHING =
      new InForce(Optional.empty(), Map.of(), Optional.empty(), 0);

  public InForce {
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
  }

  /**
   * Hears the decisions about one account.
   *
   * @param decisions all of them, by number
   */
  public static InForce of(List<LinkDecision> decisions) {
    Set<Long> undone = new HashSet<>();
    for (LinkDecision decision : decisions) {
      if (decision.undoes() != null) {
        undone.add(decision.undoes());
      }
    }
    Optional<LinkDecision> link = Optional.empty();
    Optional<LinkDecision> split = Optional.empty();
    Map<String, LinkDecision> rejected = new TreeMap<>();
    for (LinkDecision decision : decisions) {
      if (undone.contains(decision.number())) {
        continue;
      }
      switch (decision.kind()) {
        case LinkDecision.CONFIRM -> {
          link = Optional.of(decision);
          rejected.remove(decision.companyId());
        }
        case LinkDecision.IGNORE -> {
          link = Optional.of(decision);
          split = Optional.empty();
        }
        case LinkDecision.REJECT -> {
          link = link.filter(there -> !there.companyId().equals(decision.companyId()));
          rejected.put(decision.companyId(), decision);
        }
        case LinkDecision.SPLIT -> {
          split = Optional.of(decision);
          link = link.filter(there -> !there.kind().equals(LinkDecision.IGNORE));
        }
        default -> {
          // An undo has been heard; a setting is about no account.
        }
      }
    }
    return new InForce(
        link,
        rejected,
        split,
        decisions.isEmpty() ? 0 : decisions.get(decisions.size() - 1).number());
  }

  /**
   * Hears decisions about many accounts.
   *
   * @param decisions in the order of their numbers
   */
  public static Map<AccountKey, InForce> byAccount(Iterable<LinkDecision> decisions) {
    Map<AccountKey, List<LinkDecision>> all = new HashMap<>();
    for (LinkDecision decision : decisions) {
      if (!decision.accountId().isEmpty()) {
        all.computeIfAbsent(decision.account(), k -> new ArrayList<>(2)).add(decision);
      }
    }
    Map<AccountKey, InForce> inForce = new HashMap<>();
    all.forEach((account, about) -> inForce.put(account, of(about)));
    return inForce;
  }

  /** Whether a decision is one of those in force. */
  public boolean has(long number) {
    return link.filter(d -> d.number() == number).isPresent()
        || split.filter(d -> d.number() == number).isPresent()
        || rejected.values().stream().anyMatch(d -> d.number() == number);
  }

  /** The last of those in force; empty when none is. */
  public Optional<LinkDecision> last() {
    List<LinkDecision> all = new ArrayList<>(rejected.values());
    link.ifPresent(all::add);
    split.ifPresent(all::add);
    return all.stream().max(java.util.Comparator.comparingLong(LinkDecision::number));
  }

  /** Whether the account is confirmed to be somebody's. */
  public boolean confirmed() {
    return link.filter(d -> d.kind().equals(LinkDecision.CONFIRM)).isPresent();
  }
}
