package io.trueup.benchmarks;

/**
 * How much of a month is generated. A company has 20 billing lines and 300 usage records in every
 * size, so that costs can be compared from size to size.
 */
enum Size {
  /** For tests of the benchmark itself. */
  XS(50, 1_000, 15_000, 1),
  S(200, 4_000, 60_000, 1),
  M(2_000, 40_000, 600_000, 1),
  L(10_000, 200_000, 3_000_000, 1),
  /** Many tenants, each a month of size M; one after the other, and only when asked for. */
  XL(2_000, 40_000, 600_000, 100);

  private final int companies;
  private final int lines;
  private final int records;
  private final int tenants;

  Size(int companies, int lines, int records, int tenants) {
    this.companies = companies;
    this.lines = lines;
    this.records = records;
    this.tenants = tenants;
  }

  int companies() {
    return companies;
  }

  int lines() {
    return lines;
  }

  int records() {
    return records;
  }

  /** Months of that size, each with a seed of its own. */
  int tenants() {
    return tenants;
  }
}
