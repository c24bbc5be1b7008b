package io.trueup.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a chain, event by event in the order of their seq, and goes on after each break.
 * Events are read once; what is kept is bounded.
 */
final class AuditChain {
  /** How many breaks are told in words; all are counted. */
  static final int TOLD = 100;

  /** Events that do not fit and are looked at more closely. */
  private static final int TRACED = 1_000;

  /** Breaks of other kinds that are kept, to be told in their order. */
  private static final int KEPT = 1_000;

  /** An event whose hash is not that of its content and place. */
  private record Misfit(AuditEvent event) {}

  private final String tenant;
  private final @Nullable AuditHead noted;
  private final List<AuditBreak> breaks = new ArrayList<>();
  private final List<Misfit> misfits = new ArrayList<>();
  private long count;
  private long events;
  private @Nullable AuditEvent last;
  private boolean lastFits = true;
  private long lastShift;
  private String atNoted = "";

  AuditChain(String tenant, @Nullable AuditHead noted) {
    this.tenant = tenant;
    this.noted = noted;
  }

  /**
   * Reads the chain.
   *
   * @param stored all events by seq
   * @param seqsOf at which seq events with these hashes stand, for those that are there
   */
  AuditVerification verify(
      Iterator<AuditEvent> stored, Function<Set<String>, Map<String, Long>> seqsOf) {
    while (stored.hasNext()) {
      read(stored.next());
    }
    trace(seqsOf);
    AuditEvent end = last;
    AuditHead head =
        end == null
            ? new AuditHead(tenant, 0, 0, AuditHash.ZEROS, null)
            : new AuditHead(tenant, events, end.seq(), end.hash(), end.at());
    compareWithNoted(head);
    breaks.sort(Comparator.comparingLong(AuditBreak::from));
    List<AuditBreak> told = breaks.subList(0, Math.min(TOLD, breaks.size()));
    return new AuditVerification(head, count, told, noted);
  }

  private void read(AuditEvent event) {
    events++;
    AuditEvent before = last;
    long expected = before == null ? 1 : before.seq() + 1;
    boolean gap = event.seq() > expected;
    if (gap) {
      add(
          before == null ? AuditBreak.BEGINNING_MISSING : AuditBreak.MISSING,
          expected,
          event.seq() - 1,
          before == null ? "missing: the beginning was cut off" : "missing");
    }
    boolean fits = AuditHash.of(tenant, event, event.seq()).equals(event.hash());
    if (!fits) {
      count++;
      if (misfits.size() < TRACED) {
        misfits.add(new Misfit(event));
      }
    } else if (!gap && !follows(event, before)) {
      add(
          AuditBreak.UNLINKED,
          event.seq(),
          event.seq(),
          before == null
              ? "does not begin the chain: events before it were taken out"
              : "does not follow event "
                  + before.seq()
                  + " as it is stored: that one was replaced or put in");
    }
    if (noted != null && event.seq() == noted.seq()) {
      atNoted = event.hash();
    }
    last = event;
    lastFits = fits;
  }

  /** After one that does not fit itself, that one is told of and not what follows from it. */
  private boolean follows(AuditEvent event, @Nullable AuditEvent before) {
    return before == null
        ? event.prevHash().equals(AuditHash.ZEROS)
        : !lastFits || event.prevHash().equals(before.hash());
  }

  /** An event whose content fits another place was moved there; any other was changed. */
  private void trace(Function<Set<String>, Map<String, Long>> seqsOf) {
    Set<String> before = new TreeSet<>();
    misfits.forEach(misfit -> before.add(misfit.event().prevHash()));
    Map<String, Long> seqs = new HashMap<>(before.isEmpty() ? Map.of() : seqsOf.apply(before));
    seqs.put(AuditHash.ZEROS, 0L);
    Map<String, Long> written = new HashMap<>();
    for (Misfit misfit : misfits) {
      AuditEvent event = misfit.event();
      Optional<Long> place = place(event, seqs.get(event.prevHash()), written);
      place.ifPresent(seq -> written.put(event.hash(), seq));
      note(event, place);
    }
  }

  /**
   * Where an event was written: after the one whose hash it carries, wherever that stands now or
   * was written itself.
   */
  private Optional<Long> place(AuditEvent event, @Nullable Long before, Map<String, Long> written) {
    Set<Long> candidates = new TreeSet<>();
    if (before != null) {
      candidates.add(before + 1);
    }
    Long moved = written.get(event.prevHash());
    if (moved != null) {
      candidates.add(moved + 1);
    }
    for (long near = 1; near <= 3; near++) {
      candidates.add(event.seq() - near);
      candidates.add(event.seq() + near);
    }
    return candidates.stream()
        .filter(seq -> AuditHash.of(tenant, event, seq).equals(event.hash()))
        .findFirst();
  }

  private void note(AuditEvent event, Optional<Long> place) {
    long seq = event.seq();
    if (place.isEmpty()) {
      breaks.add(
          new AuditBreak(
              AuditBreak.CHANGED,
              seq,
              seq,
              subject(seq, seq) + " is not what was written: its content or its hash was changed"));
      return;
    }
    AuditBreak before = breaks.isEmpty() ? null : breaks.get(breaks.size() - 1);
    boolean together =
        before != null
            && before.kind().equals(AuditBreak.MOVED)
            && before.to() == seq - 1
            && lastShift == seq - place.get();
    long from = together ? breaks.remove(breaks.size() - 1).from() : seq;
    lastShift = seq - place.get();
    breaks.add(
        new AuditBreak(
            AuditBreak.MOVED,
            from,
            seq,
            subject(from, seq)
                + (from == seq ? " was" : " were")
                + " written as "
                + subject(from - lastShift, seq - lastShift)
                + ": moved"));
  }

  private void compareWithNoted(AuditHead head) {
    if (noted == null || noted.seq() == 0) {
      return;
    }
    if (head.seq() < noted.seq()) {
      add(
          AuditBreak.TAIL_MISSING,
          head.seq() + 1,
          noted.seq(),
          "missing: the end was cut off after the head was noted");
    } else if (!atNoted.isEmpty() && !atNoted.equals(noted.hash())) {
      add(
          AuditBreak.REWRITTEN,
          noted.seq(),
          noted.seq(),
          "not the event of the noted head: it, or what is before it, was written anew");
    }
  }

  private void add(String kind, long from, long to, String what) {
    count++;
    if (breaks.size() >= KEPT) {
      return;
    }
    String verb = kind.equals(AuditBreak.UNLINKED) ? " " : from == to ? " is " : " are ";
    breaks.add(new AuditBreak(kind, from, to, subject(from, to) + verb + what));
  }

  private static String subject(long from, long to) {
    return from == to ? "event " + from : "events " + from + " to " + to;
  }
}
