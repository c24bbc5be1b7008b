package io.trueup.integration;

import io.trueup.connector.Connection;
import java.util.List;

/** Tries an integration's settings and credentials without reading all of it. */
@FunctionalInterface
public interface ConnectionTest {
  /**
   * How a stream answered.
   *
   * @param stream its id
   * @param ok whether its first page was read well
   * @param records records of that page
   * @param message what went wrong and what to do, in one line without secrets; empty when it is ok
   */
  record Tried(String stream, boolean ok, long records, String message) {}

  /**
   * Reads the first page of each stream that needs no other's records.
   *
   * @param connector the connector's id
   * @return a line for each of them, in the connector's order; one line with an empty stream when
   *     it failed before any
   * @throws java.util.NoSuchElementException when there is no such connector
   */
  List<Tried> test(String connector, Connection connection);
}
