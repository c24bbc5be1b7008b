package io.trueup.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a client's systems report. Every method adds usage rows and returns them in order, so that a
 * story can bend some of them. Licences go to new people; add-ons go to people who are already
 * there.
 */
final class Estate {
  private final Client client;
  private final List<Person> people = new ArrayList<>();
  private final Set<String> userIds = new HashSet<>();
  private final List<Row> computers = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Sku, Integer> addOns = new EnumMap<>(Sku.class);
  private int protectedComputers;

  Estate(Client client) {
    this.client = client;
  }

  /** Licences for as many new people. */
  List<Row> licences(Sku sku, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Person person = Person.hired(client.dice(), client.domain(), userIds);
      people.add(person);
      rows.add(licence(sku, person));
    }
    return rows;
  }

  /** Licences for people who are there and do not have this one yet, first hired first. */
  List<Row> addOns(Sku sku, int count) {
    int from = addOns.merge(sku, count, Integer::sum) - count;
    List<Row> rows = new ArrayList<>();
    for (Person person : people.subList(from, from + count)) {
      rows.add(licence(sku, person));
    }
    return rows;
  }

  /** Licences that are paid for and that nobody has. */
  List<Row> unassigned(Sku sku, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          record(Catalogue.M365, "licence", "free", sku)
              .set("state", "unassigned")
              .set("last_active_at", ""));
    }
    return rows;
  }

  private Row licence(Sku sku, Person person) {
    return record(Catalogue.M365, "licence", "lic", sku)
        .set("name", person.displayName())
        .set("user_id", person.userId())
        .set("state", "assigned")
        .set("last_active_at", Calendar.daysAgo(client.dice().between(0, 20), client.dice()))
        .set("mailbox_type", "user");
  }

  List<Row> workstations(int count) {
    return devices("workstation", "WS", count);
  }

  List<Row> servers(int count) {
    return devices("server", "SRV", count);
  }

  /**
   * Devices in the RMM of any class; workstations and servers become computers that {@link #agents}
   * protects.
   */
  List<Row> devices(String deviceClass, String tag, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row =
          record(Catalogue.NINJA, "device", tag.toLowerCase(Locale.ROOT), Sku.RMM_AGENT)
              .set("device_class", deviceClass)
              .set("device_id", client.dice().serial(8))
              .set("unit", "device");
      row.set("name", hostName(tag, row));
      rows.add(row);
      if (deviceClass.equals("workstation") || deviceClass.equals("server")) {
        computers.add(row);
      }
    }
    return rows;
  }

  private String hostName(String tag, Row row) {
    String recordId = row.get("record_id");
    String prefix = client.domain().substring(0, 4).toUpperCase(Locale.ROOT);
    return prefix + "-" + tag + recordId.substring(recordId.lastIndexOf('-'));
  }

  /** Huntress agents on the next computers that have none yet. */
  List<Row> agents(int count) {
    return agents(Catalogue.HUNTRESS, Sku.EDR_AGENT, count);
  }

  /** Agents of either endpoint product on the next computers that have none yet. */
  List<Row> agents(String integration, Sku sku, int count) {
    List<Row> rows = new ArrayList<>();
    for (Row computer : computers.subList(protectedComputers, protectedComputers + count)) {
      rows.add(
          record(integration, "agent", "agent", sku)
              .set("name", computer.get("name"))
              .set("device_id", computer.get("device_id"))
              .set("device_class", computer.get("device_class"))
              .set("unit", "device"));
    }
    protectedComputers += count;
    return rows;
  }

  /** Computers that have no endpoint agent yet. */
  int unprotected() {
    return computers.size() - protectedComputers;
  }

  List<Row> serverBackups(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row =
          record(Catalogue.VEEAM, "backup", "job", Sku.BACKUP_SERVER)
              .set("device_class", "server")
              .set("device_id", client.dice().serial(8))
              .set("unit", "device");
      rows.add(row.set("name", hostName("BK", row)));
    }
    return rows;
  }

  /** Storage in a backup repository, in GB. */
  Row backupStorage(String gigabytes) {
    return record(Catalogue.VEEAM, "backup", "repo", Sku.BACKUP_STORAGE)
        .set("name", "Cloud repository")
        .set("quantity", gigabytes)
        .set("unit", "gb");
  }

  /** A distributor's subscription with a quantity. */
  Row subscription(Sku sku, int quantity) {
    return record(Catalogue.PAX8, "subscription", "sub", sku)
        .set("name", sku.productName())
        .set("quantity", quantity)
        .set("last_active_at", "");
  }

  List<Row> phones(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row = record(Catalogue.PHONES, "device", "ext", Sku.EXTENSION).set("unit", "device");
      // Cached since the last sync that worked, four days before the month's end.
      row.set("last_active_at", Calendar.daysAgo(client.dice().between(5, 9), client.dice()));
      rows.add(row.set("name", "Extension " + (100 + rows.size())));
    }
    return rows;
  }

  /** Lets a record that has long been there fall silent so many days before the month's end. */
  void silence(Row row, int days) {
    row.set("created_at", Calendar.daysAgo(days + 300, client.dice()))
        .set("last_active_at", Calendar.daysAgo(days, client.dice()));
  }

  /** A record of this client's account: long there and seen in the last days. */
  Row record(String integration, String kind, String tag, Sku sku) {
    int number = numbers.merge(integration + tag, 1, Integer::sum);
    Row account = client.account(integration);
    return client
        .books()
        .add(Sheet.USAGE)
        .set("integration_id", integration)
        .set("account_id", account.get("account_id"))
        .set(
            "record_id",
            client.id().substring(2) + "-" + tag + "-" + String.format(Locale.ROOT, "%03d", number))
        .set("kind", kind)
        .set("product_code", sku.code())
        .set("product_name", sku.productName())
        .set("state", "active")
        .set("quantity", "1")
        .set("unit", "seat")
        .set("unit_cost", sku.cost())
        .set("created_at", Calendar.longAgo(client.dice()))
        .set("last_active_at", Calendar.daysAgo(client.dice().between(0, 4), client.dice()));
  }
}
