package io.trueup.connector;

import io.trueup.connector.Exchange.Ask;
import io.trueup.connector.Exchange.Good;
import io.trueup.connector.Exchange.Reply;
import io.trueup.connector.Exchange.Rule;
import io.trueup.connector.Manifest.Discovery;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.connector.Requests.Extras;
import io.trueup.connector.SourceReading.Partition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks what must be known before anything can be read. */
final class DiscoveryReading {
  private final SourceReading source;
  private final Discovery step;
  private final int number;

  /**
   * @param number of the step, from 1
   */
  DiscoveryReading(SourceReading source, Discovery step, int number) {
    this.source = source;
    this.step = step;
    this.number = number;
  }

  /** The names that the step finds, with their values. */
  Map<String, Object> run() throws ReadFailure {
    Manifest manifest = source.connector().manifest();
    Question question = question(manifest);
    Ask ask =
        new Ask(
            "",
            "",
            0,
            question,
            Decoder.JSON,
            manifest.errors().stream().map(Rule::of).toList(),
            Good.of(manifest.success()),
            step.authenticated() ? source.authenticator() : null,
            source.requestNames(Partition.ONLY),
            source.place(Partition.ONLY),
            false);
    String key = Hashes.of("discovery\n" + StreamArchive.fingerprint(question));
    Optional<RecordedAnswer> kept = source.archive().find(key);
    Reply reply =
        kept.isPresent()
            ? source.exchange().again(ask, StreamArchive.answer(kept.get()))
            : source.exchange().ask(ask);
    Map<String, Object> found = found(reply, question);
    if (kept.isEmpty()) {
      Answer answer = reply.answer();
      String shown = question.shown(source.redactor());
      source
          .archive()
          .keep(
              key,
              new RecordedAnswer(
                  "",
                  "",
                  number,
                  shown,
                  answer.status(),
                  Map.of(),
                  answer.body(),
                  answer.receivedAt()));
    }
    return found;
  }

  private Question question(Manifest manifest) throws ReadFailure {
    try {
      return Requests.make(
          step.request(),
          manifest.baseUrl(),
          manifest.headers(),
          source.requestNames(Partition.ONLY),
          Extras.NONE,
          source.hosts());
    } catch (IllegalArgumentException e) {
      throw source.settings(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> found(Reply reply, Question question) throws ReadFailure {
    Map<String, Object> known = source.expressionNames(Partition.ONLY);
    Map<String, Object> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : step.set().entrySet()) {
      Object value;
      try {
        value = Expression.compile(each.getValue()).of(reply.tree(), known);
      } catch (Expression.BadExpression e) {
        value = null;
      }
      if (value == null) {
        throw new ReadFailure(
            Kind.CHANGED_SCHEMA,
            "",
            "",
            "the answer holds nothing under " + each.getValue() + ", which gives " + each.getKey(),
            question.shown(source.redactor()),
            Messages.advice(Kind.CHANGED_SCHEMA));
      }
      found.put(each.getKey(), value);
    }
    return found;
  }
}
