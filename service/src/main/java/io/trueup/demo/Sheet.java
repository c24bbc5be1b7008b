package io.trueup.demo;

import java.util.List;
import java.util.Locale;

/** A file of the export folder and its columns, in the order in which they are written. */
enum Sheet {
  COMPANIES(
      "company_id,name,legal_name,domains,contact_domains,identifier,address,city,state,country,phone,"
          + "parent_company_id,status"),
  AGREEMENTS(
      "agreement_id,company_id,name,status,billing_cycle,currency,start_date,end_date,proration,billing_timing"),
  ADDITIONS(
      "addition_id,agreement_id,product_code,quantity,description,included_quantity,unit_price,unit_cost,"
          + "bill_customer,effective_date,cancelled_date"),
  INVOICE_LINES("invoice_id,invoice_date,company_id,addition_id,product_code,quantity,unit_price"),
  INTEGRATIONS(
      "integration_id,category,vendor,last_attempt_at,last_success_at,last_status,max_age_hours"),
  ACCOUNTS(
      "integration_id,account_id,name,domains,city,state,country,phone,external_ref,parent_name,status"),
  USAGE(
      "integration_id,account_id,record_id,kind,product_code,product_name,name,user_id,device_id,device_class,"
          + "state,quantity,unit,unit_cost,created_at,last_active_at,commitment_end_date,trial_end_date,"
          + "mailbox_type,term,office,shared"),
  ACCOUNT_LINKS("integration_id,account_id,company_id"),
  SERVICE_MAPPINGS(
      "mapping_id,product_code,company_id,category,integration_id,kind,usage_product_code,device_class,states,"
          + "attributes,count,inactive_after_days,units_per_billing_unit,rounding,minimum_quantity,tolerance,"
          + "tolerance_amount,basis,role,bundle_code"),
  PRODUCTS("product_code,description,unit_price,unit_cost,currency"),
  DECISIONS("decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  Sheet(String columns) {
    this.columns = List.of(columns.split(",", -1));
  }

  List<String> columns() {
    return columns;
  }

  /** File name inside the folder. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".csv";
  }

  /** Place of a column; an unknown name is a mistake of the story that uses it. */
  int indexOf(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(fileName() + " has no column " + column);
    }
    return index;
  }
}
