package io.trueup.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pages that links lead to, one of each kind: addresses that differ in ids, numbers and filters
 * alone are one kind. A page that somebody adds is found without being named here.
 */
final class SiteMap {
  private static final Pattern ID =
      Pattern.compile(
          "(?<=/)(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|\\d+|\\d{4}-\\d\\d)(?=/|$)");
  private static final Pattern FILE = Pattern.compile("/files/.*?(\\.\\w+)?$");
  private static final Pattern SUBJECT =
      Pattern.compile("(?<=/(?:discrepancies|connectors|integrations|people|audit/rules)/)[^/]+");

  private SiteMap() {}

  /** Addresses by their kind, beginning with the start page. */
  static Map<String, String> of(Page page) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>(Set.of("/"));
    Deque<String> open = new ArrayDeque<>(List.of("/"));
    found.put("/", "/");
    while (!open.isEmpty()) {
      String path = open.remove();
      page.navigate(path);
      for (Object link :
          (List<?>)
              page.evaluate(
                  "() => [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))")) {
        String next = String.valueOf(link).replaceFirst("#.*", "");
        if (next.startsWith("/") && seen.add(kind(next)) && isPage(page, next)) {
          found.put(kind(next), next);
          open.add(next);
        }
      }
    }
    return found;
  }

  /** Its path with names for what differs, without its filters. */
  static String kind(String address) {
    String path = address.replaceFirst("\\?.*", "");
    path = ID.matcher(path).replaceAll("{id}");
    path = SUBJECT.matcher(path).replaceAll("{subject}");
    return FILE.matcher(path).replaceFirst("/files/{file}$1");
  }

  /** Not a report, a download or the interface's own pages, which are made elsewhere. */
  private static boolean isPage(Page page, String address) {
    if (address.startsWith("/api/")) {
      return false;
    }
    APIResponse answer = page.request().get(address);
    try {
      return answer.headers().getOrDefault("content-type", "").startsWith("text/html")
          && !answer.headers().containsKey("content-disposition")
          && answer.text().contains("data-token=");
    } finally {
      answer.dispose();
    }
  }
}
