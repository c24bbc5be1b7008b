package io.trueup.folder;

import static io.trueup.folder.ColumnType.DATE;
import static io.trueup.folder.ColumnType.DECIMAL;
import static io.trueup.folder.ColumnType.ID;
import static io.trueup.folder.ColumnType.INSTANT;
import static io.trueup.folder.ColumnType.LIST;
import static io.trueup.folder.ColumnType.TEXT;
import static io.trueup.folder.ColumnType.WHOLE;
import static io.trueup.folder.ColumnType.WORD;

import java.util.List;

/** Files that come from the connected systems. */
final class SystemFiles {
  static final String[] CATEGORIES = {
    "psa", "rmm", "microsoft365", "backup", "endpoint_security", "vendor_portal", "other"
  };
  static final String[] KINDS = {"licence", "user", "device", "backup", "agent", "subscription"};
  static final String[] DEVICE_CLASSES = {"workstation", "server", "mobile", "network", "virtual"};
  static final String[] STATES = {
    "active", "assigned", "unassigned", "suspended", "disabled", "deleted", "trial"
  };

  private SystemFiles() {}

  static ExportFile integrations() {
    return new ExportFile(
        "integrations.csv",
        true,
        "a connected system and how its last synchronisation went",
        List.of(
            Column.of("integration_id", ID, "your id of the connection").needed(),
            Column.of("category", WORD, "what kind of system it is").needed().oneOf(CATEGORIES),
            Column.of("vendor", TEXT, "the system, such as `ninjaone`").needed(),
            Column.of("last_attempt_at", INSTANT, "when a sync was last tried"),
            Column.of("last_success_at", INSTANT, "when a sync last succeeded; empty is never"),
            Column.of("last_status", WORD, "how the last sync ended")
                .oneOf("succeeded", "failed", "partial", "never"),
            Column.of("max_age_hours", DECIMAL, "hours after which what was read is stale")
                .atLeast("0")
                .orElse("24"),
            Column.of(
                    "match_on_name",
                    WORD,
                    "whether the identical name alone links its accounts; as policy.yml says when"
                        + " empty")
                .oneOf("yes", "no")),
        List.of("integration_id"),
        List.of());
  }

  static ExportFile syncStreams() {
    return new ExportFile(
        "sync_streams.csv",
        false,
        "how one list of an integration, such as its users, was last synchronised",
        List.of(
            Column.of("integration_id", ID, "the integration").needed().shared(),
            Column.of("stream", ID, "the list's name").needed().shared(),
            Column.of("last_attempt_at", INSTANT, "when it was last tried"),
            Column.of("last_success_at", INSTANT, "when it last succeeded; empty is never"),
            Column.of("last_status", WORD, "how the last try ended")
                .oneOf("succeeded", "failed", "partial", "never"),
            Column.of("records", WHOLE, "records now, without unreadable ones")
                .atLeast("0")
                .orElse("0"),
            Column.of(
                    "previous_records",
                    WHOLE,
                    "records when it was last believed; a collapse is judged against them, and no more"
                        + " against `previous/`")
                .atLeast("0"),
            Column.of("unreadable_records", WHOLE, "records that had to be left out")
                .atLeast("0")
                .orElse("0")),
        List.of("integration_id", "stream"),
        List.of(Reference.to("integrations.csv", "integration_id")));
  }

  static ExportFile syncProblems() {
    return new ExportFile(
        "sync_problems.csv",
        false,
        "a record of an integration that could not become a row, reported like a bad row",
        List.of(
            Column.of("integration_id", ID, "the integration").needed().shared(),
            Column.of("table", ID, "the file that the row was meant for").needed().shared(),
            Column.of("kind", WORD, "what is wrong, as a code").needed(),
            Column.of("column", ID, "the column that it is about").shared(),
            Column.of("value", TEXT, "the value as it was found"),
            Column.of("what", TEXT, "what is wrong and what to do, in one line").needed()),
        List.of(),
        List.of(Reference.to("integrations.csv", "integration_id")));
  }

  static ExportFile accounts() {
    return new ExportFile(
        "accounts.csv",
        true,
        "an integration's own record of a client: a tenant, an organisation, a site, a customer",
        List.of(
            Column.of("integration_id", ID, "the integration")
                .needed()
                .shared()
                .alsoCalled("system"),
            Column.of("account_id", ID, "the integration's id of the account").needed(),
            Column.of("name", TEXT, "its name there").needed(),
            Column.of("domains", LIST, "its domains"),
            Column.of("city", TEXT, "city"),
            Column.of("state", TEXT, "state or province"),
            Column.of("country", TEXT, "country"),
            Column.of("phone", TEXT, "telephone number"),
            Column.of("external_ref", TEXT, "a reference to another system, often the PSA's id"),
            Column.of("parent_name", TEXT, "name of the record above it"),
            Column.of("status", TEXT, "the integration's word for its state")),
        List.of("integration_id", "account_id"),
        List.of(Reference.to("integrations.csv", "integration_id")));
  }

  static ExportFile usage() {
    return new ExportFile(
        "usage.csv",
        true,
        "one thing that can be counted",
        List.of(
            Column.of("integration_id", ID, "the integration that reported it").needed().shared(),
            Column.of("account_id", ID, "the integration's account that it belongs to")
                .needed()
                .shared(),
            Column.of("record_id", ID, "its id, unique within integration and account").needed(),
            Column.of("kind", WORD, "what it is").needed().oneOf(KINDS),
            Column.of("product_code", ID, "the vendor's SKU").shared(),
            Column.of("product_name", TEXT, "the vendor's name of the SKU").shared(),
            Column.of("name", TEXT, "host, user or subscription name"),
            Column.of("user_id", ID, "the person it belongs to, for counting people"),
            Column.of("device_id", ID, "serial number or the like, for counting devices"),
            Column.of("device_class", WORD, "what kind of device it is").oneOf(DEVICE_CLASSES),
            Column.of("state", WORD, "its state").oneOf(STATES).orElse("active"),
            Column.units("quantity", "how many units it stands for").atLeast("0").orElse("1"),
            Column.of("unit", TEXT, "`seat`, `device`, `gb`, ...").shared(),
            Column.of("unit_cost", DECIMAL, "what the vendor charges for one unit a month"),
            Column.of("created_at", INSTANT, "when it was first seen"),
            Column.of(
                "last_active_at", INSTANT, "last sign-in, check-in or backup; empty is never"),
            Column.of("commitment_end_date", DATE, "until when it cannot be reduced"),
            Column.of("trial_end_date", DATE, "last day of a free trial; paid from the day after")),
        List.of("integration_id", "account_id", "record_id"),
        List.of(
            Reference.to("integrations.csv", "integration_id"),
            Reference.to("accounts.csv", "integration_id", "account_id")));
  }
}
