package io.trueup.sync;

/** Takes secrets out of texts before they are stored or logged. Called from several threads. */
@FunctionalInterface
public interface Redaction {
  /** The text without any secret of the integration, otherwise unchanged. */
  String clean(String text);
}
