package io.trueup.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the provider sells: its own product codes with the list price and cost of one unit a month,
 * in US dollars.
 */
enum Product {
  MGD_BASE("Managed services base fee", "450.00", "0.00"),
  MGD_USER("Managed user", "98.00", "41.00"),
  MGD_WS("Managed workstation", "42.00", "9.50"),
  MGD_SRV("Managed server", "145.00", "32.00"),
  MGD_NET("Managed network device", "18.00", "3.20"),
  M365_BP("Microsoft 365 Business Premium", "24.00", "18.70"),
  M365_BS("Microsoft 365 Business Standard", "14.00", "10.63"),
  M365_BB("Microsoft 365 Business Basic", "7.20", "5.10"),
  M365_F3("Microsoft 365 F3 for frontline staff", "9.50", "6.80"),
  M365_COPILOT("Microsoft 365 Copilot", "33.00", "25.50"),
  O365_E3("Office 365 E3", "25.50", "19.55"),
  E3_ANNUAL("Microsoft 365 E3, annual term", "38.00", "31.20"),
  E3_MONTHLY("Microsoft 365 E3, monthly term", "45.60", "37.40"),
  E1_NORTH("Office 365 E1, north office", "11.00", "8.50"),
  E1_SOUTH("Office 365 E1, south office", "11.00", "8.50"),
  E1_WEST("Office 365 E1, west office", "11.00", "8.50"),
  DEF_BUS("Defender for Business", "4.20", "2.55"),
  PBI_PRO("Power BI Pro", "", ""),
  EDR("Managed endpoint detection", "6.80", "3.10"),
  EDR_S1("Endpoint protection, legacy agent", "8.25", "4.60"),
  SEC_BUNDLE("Security bundle per seat", "34.00", "23.40"),
  BKP_SRV("Server backup", "59.00", "28.00"),
  BKP_GB("Backup storage per GB", "0.0450", "0.0180"),
  BKP_100GB("Backup storage per 100 GB", "6.90", "2.40"),
  BKP_M365("Microsoft 365 backup", "3.60", "1.85"),
  MAILSEC("Mail filtering", "3.90", "1.95"),
  SAT("Security awareness training", "2.75", "1.20"),
  VOIP("Phone extension", "19.50", "8.00"),
  FAX_LINE("Fax line", "12.00", "5.00");

  private static final BigDecimal TO_CAD = new BigDecimal("1.35");
  private static final BigDecimal TO_EUR = new BigDecimal("0.95");

  private final String description;
  private final String price;
  private final String cost;

  Product(String description, String price, String cost) {
    this.description = description;
    this.price = price;
    this.cost = cost;
  }

  /** The provider's product code, such as {@code M365-BP}. */
  String code() {
    return name().replace('_', '-');
  }

  String description() {
    return description;
  }

  /** List price in US dollars; empty when the catalogue has none. */
  String price() {
    return price;
  }

  /** Cost in US dollars; empty when the catalogue has none. */
  String cost() {
    return cost;
  }

  /** The price list of that currency: made from the US one once, at fixed rates, to ten cents. */
  String priceIn(String currency) {
    return switch (currency) {
      case "USD" -> price;
      case "CAD" -> converted(TO_CAD);
      case "EUR" -> converted(TO_EUR);
      default -> throw new IllegalArgumentException("no price list in " + currency);
    };
  }

  private String converted(BigDecimal rate) {
    BigDecimal exact = new BigDecimal(price).multiply(rate);
    return exact.setScale(1, RoundingMode.HALF_UP).setScale(2).toPlainString();
  }
}
