package io.trueup.demo;

/** What vendors call the things they count, and what they charge the provider for one a month. */
enum Sku {
  SPB("SPB", "Microsoft 365 Business Premium", "18.70"),
  BUSINESS_STANDARD("O365_BUSINESS_PREMIUM", "Microsoft 365 Business Standard", "10.63"),
  BUSINESS_BASIC("O365_BUSINESS_ESSENTIALS", "Microsoft 365 Business Basic", "5.10"),
  F3("SPE_F1", "Microsoft 365 F3", "6.80"),
  O365_E1("STANDARDPACK", "Office 365 E1", "8.50"),
  O365_E3("ENTERPRISEPACK", "Office 365 E3", "19.55"),
  M365_E3("SPE_E3", "Microsoft 365 E3", "31.20"),
  COPILOT("Microsoft_365_Copilot", "Microsoft 365 Copilot", "25.50"),
  DEFENDER("MDE_SMB", "Microsoft Defender for Business", "2.55"),
  POWER_BI("POWER_BI_PRO", "Power BI Pro", "8.40"),
  FLOW_FREE("FLOW_FREE", "Microsoft Power Automate Free", "0.00"),
  RMM_AGENT("NINJA-ENDPOINT", "NinjaOne endpoint", "2.90"),
  EDR_AGENT("HUNTRESS-EDR", "Huntress Managed EDR", "3.10"),
  S1_AGENT("S1-CONTROL", "SentinelOne Control", "4.60"),
  BACKUP_SERVER("VSPC-SERVER", "Veeam protected server", "28.00"),
  BACKUP_STORAGE("VSPC-REPOSITORY-GB", "Veeam repository storage", "0.0180"),
  MAIL_FILTER("MAILFILTER-ADV", "Mail filter Advanced", "1.95"),
  M365_BACKUP("M365-BACKUP-SEAT", "Microsoft 365 backup seat", "1.85"),
  AWARENESS("AWARENESS-SEAT", "Awareness training seat", "1.20"),
  CSP_SPB("CSP-SPB-P1Y", "Microsoft 365 Business Premium, annual", "18.70"),
  EXTENSION("3CX-EXT", "3CX extension", "8.00");

  private final String code;
  private final String productName;
  private final String cost;

  Sku(String code, String productName, String cost) {
    this.code = code;
    this.productName = productName;
    this.cost = cost;
  }

  String code() {
    return code;
  }

  String productName() {
    return productName;
  }

  String cost() {
    return cost;
  }
}
