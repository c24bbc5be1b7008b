package io.trueup.app;

import io.trueup.app.FakeApi.Asked;
import io.trueup.app.FakeApi.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A provider with twenty clients and the six systems that it has, each as its vendor would answer.
 * Every client has three people with Business Premium, two workstations, a backed up server and two
 * endpoint agents, all billed as they are, but for what the figures here say otherwise.
 */
final class Northwind {
  static final int CLIENTS = 20;

  /** More people have a licence than are billed. */
  static final int SEAT_CREEP = 2;

  /** The licence has no price on the agreement. */
  static final int NO_PRICE = 3;

  /** One workstation more than is billed. */
  static final int ONE_MORE_DEVICE = 4;

  /** Workstations, but no line that bills them. */
  static final int UNBILLED = 5;

  /** A backup is billed and nothing is backed up. */
  static final int NO_BACKUP = 6;

  /** One seat more at the distributor than is billed. */
  static final int DISTRIBUTOR = 7;

  /** What the clock says; vendors give ages relative to it. */
  private final Instant now;

  /** Whether the endpoint security vendor has lost all agents. */
  volatile boolean agentsGone;

  Northwind(Instant now) {
    this.now = now;
  }

  static String name(int client) {
    return "Client %02d".formatted(client);
  }

  static String domain(int client) {
    return "client%02d.example".formatted(client);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static boolean basic(Asked asked, String user, String password) {
    return asked
        .header("Authorization")
        .equals(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
  }

  private static final Told REFUSED = new Told(401, Map.of("code", "Unauthorized"));
  private static final Told NOT_THERE = new Told(404, Map.of("message", "no such path"));

  // -- ConnectWise PSA: page and pageSize until a short page, additions by agreement

  Told connectWise(Asked asked) {
    if (asked.path().equals("/login/companyinfo/northwind")) {
      return Told.ok(map("CompanyName", "Northwind", "Codebase", "v2025_1/", "IsCloud", true));
    }
    if (!basic(asked, "northwind+pub", "priv-secret-1")
        || !asked.header("clientId").equals("cid")) {
      return REFUSED;
    }
    String path = asked.path().replace("/v2025_1/apis/3.0", "");
    int size = Math.min(1000, Integer.parseInt(asked.query("pageSize", "25")));
    int page = Integer.parseInt(asked.query("page", "1"));
    List<Object> all = new ArrayList<>();
    if (path.equals("/company/companies")) {
      for (int i = 1; i <= CLIENTS; i++) {
        all.add(company(i));
      }
    } else if (path.equals("/finance/agreements")) {
      for (int i = 1; i <= CLIENTS; i++) {
        all.add(agreement(i));
      }
    } else if (path.matches("/finance/agreements/\\d+/additions")) {
      all.addAll(additions(Integer.parseInt(path.split("/")[3]) - 100));
    } else if (path.equals("/procurement/catalog")) {
      all.add(product(1, "M365-BP", 24.00));
      all.add(product(2, "WS", 50.00));
    } else {
      return NOT_THERE;
    }
    int from = Math.min(all.size(), (page - 1) * size);
    return Told.ok(all.subList(from, Math.min(all.size(), from + size)));
  }

  private static Map<String, Object> company(int i) {
    return map(
        "id",
        i,
        "identifier",
        "CLI" + i,
        "name",
        name(i),
        "status",
        map("id", 1, "name", "Active"),
        "types",
        List.of(map("id", 1, "name", "Client")),
        "website",
        "https://www." + domain(i) + "/",
        "deletedFlag",
        false);
  }

  private static Map<String, Object> agreement(int i) {
    return map(
        "id",
        100 + i,
        "name",
        "Managed Services",
        "type",
        map("id", 1, "name", "Managed"),
        "company",
        map("id", i, "identifier", "CLI" + i, "name", name(i)),
        "startDate",
        "2025-01-01T00:00:00Z",
        "noEndingDateFlag",
        true,
        "cancelledFlag",
        false,
        "billingCycle",
        map("id", 2, "name", "Monthly"),
        "agreementStatus",
        "Active",
        "prorateFlag",
        false);
  }

  private static List<Object> additions(int i) {
    List<Object> lines = new ArrayList<>();
    lines.add(addition(i, 1, "M365-BP", 3, i == NO_PRICE ? null : 22.00));
    if (i != UNBILLED) {
      lines.add(addition(i, 2, "WS", 2, 50.00));
    }
    lines.add(addition(i, 3, "BKP", 1, 30.00));
    lines.add(addition(i, 4, "EDR", 2, 5.00));
    if (i == DISTRIBUTOR) {
      lines.add(addition(i, 5, "DBX", 3, 15.00));
    }
    return lines;
  }

  private static Map<String, Object> addition(
      int i, int line, String product, int quantity, @Nullable Double price) {
    Map<String, Object> addition =
        map(
            "id",
            i * 10 + line,
            "product",
            map("id", line, "identifier", product),
            "quantity",
            (double) quantity,
            "lessIncluded",
            0.0,
            "billCustomer",
            "Billable",
            "agreementStatus",
            "Active",
            "agreementId",
            100 + i,
            "effectiveDate",
            "2025-01-01T00:00:00Z",
            "description",
            product);
    if (price != null) {
      addition.put("unitPrice", price);
    }
    return addition;
  }

  private static Map<String, Object> product(int id, String code, double price) {
    return map(
        "id", id,
        "identifier", code,
        "description", code,
        "price", price,
        "cost", 1.00,
        "inactiveFlag", false);
  }

  // -- NinjaOne: a token, then bare arrays after the last id that was seen

  Told ninjaOne(Asked asked) {
    if (asked.path().equals("/ws/oauth/token")) {
      Map<String, String> form = asked.form();
      boolean good =
          "client_credentials".equals(form.get("grant_type"))
              && ("ninja-secret-1".equals(form.get("client_secret"))
                  || basic(asked, "nid", "ninja-secret-1"));
      return good
          ? Told.ok(map("access_token", "nt", "token_type", "Bearer", "expires_in", 3600))
          : REFUSED;
    }
    if (!asked.header("Authorization").equals("Bearer nt")) {
      return REFUSED;
    }
    TreeMap<Integer, Object> all = new TreeMap<>();
    if (asked.path().equals("/v2/organizations")) {
      for (int i = 1; i <= CLIENTS; i++) {
        all.put(i, map("id", i, "name", name(i), "description", ""));
      }
      all.put(99, map("id", 99, "name", "Somebody Unknown", "description", ""));
    } else if (asked.path().equals("/v2/devices")) {
      for (int i = 1; i <= CLIENTS; i++) {
        for (int n = 1; n <= (i == ONE_MORE_DEVICE ? 3 : 2); n++) {
          all.put(i * 10 + n, device(i * 10 + n, i));
        }
      }
      all.put(991, device(991, 99));
    } else {
      return NOT_THERE;
    }
    int after = Integer.parseInt(asked.query("after", "0"));
    int size = Integer.parseInt(asked.query("pageSize", "1000"));
    return Told.ok(all.tailMap(after, false).values().stream().limit(size).toList());
  }

  private Map<String, Object> device(int id, int organization) {
    return map(
        "id",
        id,
        "uid",
        "uid-" + id,
        "organizationId",
        organization,
        "locationId",
        organization,
        "nodeClass",
        "WINDOWS_WORKSTATION",
        "approvalStatus",
        "APPROVED",
        "offline",
        false,
        "displayName",
        "pc-" + id,
        "systemName",
        "PC-" + id,
        "created",
        now.getEpochSecond() - 8_640_000 + 0.25,
        "lastContact",
        now.getEpochSecond() - 3_600 + 0.5,
        "lastUpdate",
        now.getEpochSecond() - 3_600 + 0.5);
  }

  // -- Microsoft Graph: a token for each tenant, pages of two people

  private static final String SPB = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46";

  static String tenant(int client) {
    return "00000000-0000-4000-8000-0000000000%02d".formatted(client);
  }

  private static int people(int client) {
    return client == SEAT_CREEP ? 5 : 3;
  }

  Told graph(Asked asked) {
    if (asked.path().endsWith("/oauth2/v2.0/token")) {
      String tenant = asked.path().split("/")[1];
      return "graph-secret-1".equals(asked.form().get("client_secret"))
          ? Told.ok(map("access_token", "gt-" + tenant, "token_type", "Bearer", "expires_in", 3599))
          : REFUSED;
    }
    String token = asked.header("Authorization");
    if (!token.startsWith("Bearer gt-" + tenant(0).substring(0, 34))) {
      return REFUSED;
    }
    int client = Integer.parseInt(token.substring(token.length() - 2));
    return switch (asked.path()) {
      case "/v1.0/organization" ->
          Told.ok(
              map(
                  "value",
                  List.of(
                      map(
                          "id", tenant(client),
                          "displayName", name(client),
                          "verifiedDomains",
                              List.of(
                                  map("name", domain(client), "isDefault", true),
                                  map("name", "c" + client + ".onmicrosoft.com"))))));
      case "/v1.0/directory/subscriptions" ->
          Told.ok(
              map(
                  "value",
                  List.of(
                      map(
                          "id",
                          "s" + client,
                          "skuId",
                          SPB,
                          "skuPartNumber",
                          "SPB",
                          "status",
                          "Enabled",
                          "totalLicenses",
                          people(client),
                          "isTrial",
                          false))));
      case "/v1.0/subscribedSkus" ->
          Told.ok(
              map(
                  "value",
                  List.of(
                      map(
                          "id",
                          tenant(client) + "_" + SPB,
                          "skuId",
                          SPB,
                          "skuPartNumber",
                          "SPB",
                          "appliesTo",
                          "User",
                          "capabilityStatus",
                          "Enabled",
                          "consumedUnits",
                          people(client),
                          "prepaidUnits",
                          map("enabled", people(client), "warning", 0, "suspended", 0),
                          "servicePlans",
                          List.of(map("servicePlanName", "EXCHANGE_S_STANDARD"))))));
      case "/v1.0/users" -> users(client, Integer.parseInt(asked.query("$skiptoken", "0")), asked);
      default -> NOT_THERE;
    };
  }

  private Told users(int client, int from, Asked asked) {
    List<Object> people = new ArrayList<>();
    int to = Math.min(people(client), from + 2);
    for (int n = from; n < to; n++) {
      people.add(
          map(
              "id",
              "u" + client + "-" + n,
              "displayName",
              "Person " + n,
              "userPrincipalName",
              "person" + n + "@" + domain(client),
              "userType",
              "Member",
              "accountEnabled",
              true,
              "createdDateTime",
              "2025-02-01T00:00:00Z",
              "assignedLicenses",
              List.of(map("skuId", SPB, "disabledPlans", List.of()))));
    }
    Map<String, Object> page = map("value", people);
    if (to < people(client)) {
      page.put(
          "@odata.nextLink", "http://" + asked.header("Host") + "/v1.0/users?$skiptoken=" + to);
    }
    return Told.ok(page);
  }

  // -- Axcient: a key, bare arrays, devices by client

  Told axcient(Asked asked) {
    if (!asked.header("x-api-key").equals("axcient-secret-1")) {
      return REFUSED;
    }
    if (asked.path().equals("/client")) {
      List<Object> clients = new ArrayList<>();
      for (int i = 1; i <= CLIENTS; i++) {
        clients.add(map("id", i, "name", name(i), "active", true, "health_status", "NORMAL"));
      }
      return Told.ok(clients);
    }
    if (!asked.path().matches("/client/\\d+/device")) {
      return NOT_THERE;
    }
    int client = Integer.parseInt(asked.path().split("/")[2]);
    return Told.ok(
        client == NO_BACKUP
            ? List.of()
            : List.of(
                map(
                    "id",
                    500 + client,
                    "client_id",
                    client,
                    "name",
                    "srv-" + client,
                    "type",
                    "SERVER",
                    "product",
                    "X360RECOVER",
                    "d2c",
                    false,
                    "latest_cloud_rp",
                    now.minusSeconds(7_200).toString())));
  }

  // -- Huntress: key and secret, pages by token

  Told huntress(Asked asked) {
    if (!basic(asked, "hk", "huntress-secret-1")) {
      return REFUSED;
    }
    List<Object> all = new ArrayList<>();
    String what = asked.path().substring("/v1/".length());
    for (int i = 1; i <= CLIENTS; i++) {
      if (what.equals("organizations")) {
        all.add(map("id", i, "name", name(i), "key", "k" + i, "agents_count", 2));
      } else if (what.equals("agents") && !agentsGone) {
        for (int n = 1; n <= 2; n++) {
          all.add(
              map(
                  "id",
                  i * 100 + n,
                  "organization_id",
                  i,
                  "hostname",
                  "pc-" + i + "-" + n,
                  "os",
                  "Windows 11",
                  "platform",
                  "windows",
                  "serial_number",
                  "SN" + i + "-" + n,
                  "created_at",
                  "2025-03-01T00:00:00Z",
                  "last_callback_at",
                  now.minusSeconds(600).toString()));
        }
      }
    }
    int from = Integer.parseInt(asked.query("page_token", "0"));
    int to = Math.min(all.size(), from + 15);
    Map<String, Object> paging = new LinkedHashMap<>();
    if (to < all.size()) {
      paging.put("next_page_token", Integer.toString(to));
    }
    return Told.ok(map(what, all.subList(from, to), "pagination", paging));
  }

  // -- Pax8: a token for JSON, pages from 0

  Told pax8(Asked asked) {
    if (asked.path().equals("/v1/token")) {
      return asked.json().path("client_secret").asText().equals("pax8-secret-1")
              && asked.json().path("grant_type").asText().equals("client_credentials")
          ? Told.ok(map("access_token", "pt", "token_type", "Bearer", "expires_in", 86400))
          : REFUSED;
    }
    if (!asked.header("Authorization").equals("Bearer pt")) {
      return REFUSED;
    }
    List<Object> all = new ArrayList<>();
    switch (asked.path()) {
      case "/v1/companies" -> {
        for (int i = 1; i <= CLIENTS; i++) {
          all.add(map("id", "p" + i, "name", name(i), "website", domain(i), "status", "Active"));
        }
      }
      case "/v1/products" ->
          all.add(
              map(
                  "id",
                  "prod-1",
                  "name",
                  "Dropbox Advanced",
                  "sku",
                  "DBX-ADV",
                  "vendorName",
                  "Dropbox"));
      case "/v1/subscriptions" ->
          all.add(
              map(
                  "id", "sub-1",
                  "companyId", "p" + DISTRIBUTOR,
                  "productId", "prod-1",
                  "quantity", 4,
                  "price", 15.0,
                  "partnerCost", 12.0,
                  "currencyCode", "USD",
                  "billingTerm", "Monthly",
                  "createdDate", "2025-06-01T00:00:00Z",
                  "startDate", "2025-06-01",
                  "status", "Active"));
      default -> {
        return NOT_THERE;
      }
    }
    int size = Integer.parseInt(asked.query("size", "10"));
    int page = Integer.parseInt(asked.query("page", "0"));
    int from = Math.min(all.size(), page * size);
    return Told.ok(
        map(
            "content",
            all.subList(from, Math.min(all.size(), from + size)),
            "page",
            map(
                "size",
                size,
                "totalElements",
                all.size(),
                "totalPages",
                (all.size() + size - 1) / size,
                "number",
                page)));
  }
}
