package io.trueup.connector;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names in vendors' descriptions mean, in whatever way they are written. */
final class SpecNames {
  /** Parts of a path that say what is done and not to what. */
  static final Set<String> VERBS =
      Set.of("query", "queries", "search", "list", "filter", "all", "summary", "details");

  static final Set<String> SIZE =
      Set.of("pagesize", "perpage", "limit", "max", "size", "top", "paginationlimit", "pagelimit");
  static final Set<String> PAGE =
      Set.of("page", "pageno", "pagenumber", "pagenum", "currentpage", "pageindex", "pagenr");
  static final Set<String> OFFSET =
      Set.of("offset", "skip", "start", "startindex", "paginationoffset");
  static final Set<String> CURSOR =
      Set.of(
          "cursor",
          "pagetoken",
          "after",
          "skiptoken",
          "continuationtoken",
          "continuation",
          "nexttoken",
          "pagefromkey",
          "pageid");

  static final Set<String> TOTAL =
      Set.of(
          "total",
          "totalcount",
          "totalelements",
          "totalitems",
          "totalrecords",
          "totalentries",
          "totalresults",
          "recordcount",
          "recordsfound",
          "odatacount",
          "totalavailable");
  static final Set<String> PAGES = Set.of("totalpages", "pagecount", "pagescount", "lastpage");
  static final Set<String> MORE = Set.of("hasmore", "hasnext", "hasnextpage", "more");

  private static final Pattern NEXT_ADDRESS =
      Pattern.compile(".*next.*(url|link|uri|href)|next|nextpage");
  private static final Pattern NEXT_TOKEN =
      Pattern.compile(".*next.*(token|cursor|key|offset|continuation)|continuationtoken|after");
  private static final Pattern BEFORE = Pattern.compile(".*(prev|previous).*(url|link|page|token)");
  private static final Pattern IDENTITY = Pattern.compile("(.*?)(id|uid|guid|uuid)");
  private static final Pattern MOMENT =
      Pattern.compile(
          ".*(date|datetime|timestamp)|.*[a-z](at|on)$|created|lastcontact|lastupdate|(first|last)seen");

  private SpecNames() {}

  /** Letters and digits in lower case. */
  static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** One of what a collection holds: companies, company. */
  static String singular(String collection) {
    String name = plain(collection.replaceAll("[-_](detailed|all|list|full)$", ""));
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    if (name.endsWith("sses") || name.endsWith("xes") || name.endsWith("ches")) {
      return name.substring(0, name.length() - 2);
    }
    return name.endsWith("s") && !name.endsWith("ss") ? name.substring(0, name.length() - 1) : name;
  }

  static boolean isNextAddress(String name) {
    return NEXT_ADDRESS.matcher(plain(name)).matches();
  }

  static boolean isNextToken(String name) {
    return NEXT_TOKEN.matcher(plain(name)).matches();
  }

  static boolean isBefore(String name) {
    return BEFORE.matcher(plain(name)).matches();
  }

  /** Whether it speaks of a moment. */
  static boolean isMoment(String name) {
    // createdAt and expiresOn, but not format and version.
    return MOMENT.matcher(plain(name)).matches()
        && (!plain(name).matches(".*(at|on)")
            || name.matches(".*(_at|_on|[a-z](At|On))")
            || plain(name).matches(".*date.*"));
  }

  /** Whether it is an id, of the record or of another one. */
  static boolean isIdentity(String name) {
    return name.matches("(?i)id|uid|guid|uuid|_id")
        || name.matches(".*(_id|_uid|_uuid|_ids|[a-z0-9](Id|ID|Uid|UID|Uuid|Guid|GUID))");
  }

  /** What an id is the id of; empty for a record's own. */
  static String owner(String name) {
    var matcher = IDENTITY.matcher(plain(name));
    String owner = matcher.matches() ? matcher.group(1) : "";
    return owner.equals("instance") ? "" : owner;
  }

  /** The first of these that is in a set. */
  static String first(List<String> names, Set<String> set) {
    return names.stream().filter(name -> set.contains(plain(name))).findFirst().orElse("");
  }
}
