package io.trueup.stage;

import io.trueup.facts.ServiceMapping;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the mappings of a month count, and what they leave open.
 *
 * @param mappings all of them with what each counts, by product
 * @param unaccounted usage that no mapping selects, the most clients first
 * @param unmapped products that are billed and have no mapping, the most lines first
 */
public record MappingSurvey(
    List<Counted> mappings, List<Unaccounted> unaccounted, List<Unmapped> unmapped) {
  public MappingSurvey {
    mappings = List.copyOf(mappings);
    unaccounted = List.copyOf(unaccounted);
    unmapped = List.copyOf(unmapped);
  }

  /**
   * A mapping.
   *
   * @param records that it counts
   * @param quantity what they come to after units and rounding
   * @param lines billing positions that use it
   * @param billed units of those
   * @param clients companies with any of both
   */
  public record Counted(
      ServiceMapping mapping,
      long records,
      BigDecimal quantity,
      int lines,
      BigDecimal billed,
      int clients) {}

  /**
   * Usage of one kind and product of an integration that nothing accounts for.
   *
   * @param clients those with the most records first, at most three
   * @param clientCount how many have any
   */
  public record Unaccounted(
      String integrationId,
      String kind,
      String productCode,
      String productName,
      String deviceClass,
      long records,
      BigDecimal quantity,
      List<String> clients,
      int clientCount) {
    public Unaccounted {
      clients = List.copyOf(clients);
    }
  }

  /**
   * A product without a mapping.
   *
   * @param money what is billed for it a month, by currency
   */
  public record Unmapped(
      String productCode,
      String description,
      int lines,
      BigDecimal billed,
      Map<String, BigDecimal> money,
      int clients) {}
}
