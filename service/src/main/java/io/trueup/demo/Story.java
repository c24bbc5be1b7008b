package io.trueup.demo;

/** What a client of the demo month is there to show. */
public enum Story {
  /** Everything that is used is billed, to the unit. */
  CLEAN("Clean clients", "Most of the month is simply right."),
  /** Seats were added or people left, and nobody told billing. */
  SEAT_CREEP(
      "Seat creep",
      "A few seats more or fewer than the agreement says, and seats that nobody uses."),
  /** The vendor's portal knows the client by another name. */
  RENAMED(
      "Renamed and near-duplicate clients", "Old names, siblings, and the provider's own tenant."),
  /** Something changed inside October. */
  MID_MONTH(
      "Changes inside the month",
      "Units that started mid-month, a trial that ended, a change already scheduled."),
  /** Agreements in Canadian dollars and euros beside US dollars. */
  CURRENCIES("Two currencies and a third", "Amounts of different currencies are never added."),
  /** A source that cannot be trusted this month. */
  BROKEN_SYNC("A failed and a collapsed sync", "Their money is held beside the totals."),
  /** One client for each of the other things that a month can bring. */
  ODD_CORNERS(
      "Odd corners",
      "Minimums, commitments, bundles, missing prices, kiosks and the like, one a client.");

  private final String title;
  private final String point;

  Story(String title, String point) {
    this.title = title;
    this.point = point;
  }

  /** Heading for people. */
  public String title() {
    return title;
  }

  /** What there is to see, in a sentence. */
  public String point() {
    return point;
  }
}
