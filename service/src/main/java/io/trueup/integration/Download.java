package io.trueup.integration;

import java.io.IOException;
import java.net.URI;

/** Fetches a file from an address that a person gave, within the limits for vendors. */
@FunctionalInterface
public interface Download {
  /**
   * The file's content.
   *
   * @throws IOException when the address may not be asked or gave no file; the message is for
   *     people
   */
  byte[] get(URI address) throws IOException;
}
