package io.trueup.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * October 2026 of Larkfield IT (demo), a managed service provider that does not exist, as an export
 * folder. The folder is the same to the byte on every machine, in every locale and time zone, and
 * on every day: no clock, no shared randomness.
 */
public final class DemoMonth {
  /** Name of the provider. */
  public static final String PROVIDER = "Larkfield IT (demo)";

  /** Day at which the month is judged. */
  public static final LocalDate AS_OF = Calendar.AS_OF;

  private DemoMonth() {}

  /**
   * Writes the eleven files of the month and, under {@code previous/}, what the run of 24 October
   * saw.
   *
   * @param folder created when missing; files of the same names are replaced
   * @throws IOException when the folder cannot be written
   */
  public static void write(Path folder) throws IOException {
    books().write(folder);
  }

  /**
   * Ids of the companies that tell each story, in order; every company of the month tells exactly
   * one.
   */
  public static Map<Story, List<String>> companiesByStory() {
    Map<Story, List<String>> cast = new EnumMap<>(Story.class);
    books().cast().forEach((story, ids) -> cast.put(story, List.copyOf(ids)));
    return cast;
  }

  static Books books() {
    Books books = new Books();
    Invoices invoices = new Invoices(books);
    new Integrations(books).write();
    new Catalogue(books).write();
    new CleanClients(books).write();
    new SeatCreep(books).write();
    new RenamedClients(books).write();
    new MidMonth(books, invoices).write();
    new TwoCurrencies(books).write();
    new BrokenSyncs(books).write();
    new PriceCorners(books).write();
    new QuantityCorners(books).write();
    new CountingCorners(books).write();
    invoices.write();
    return books;
  }
}
