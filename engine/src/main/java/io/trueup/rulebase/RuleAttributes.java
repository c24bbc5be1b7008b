package io.trueup.rulebase;

import java.util.Map;

/** DRL's rule attributes: none is offered, and each has something to write instead. */
final class RuleAttributes {
  private static final String ORDER =
      "conclusions do not depend on the order of rules; conclude a fact and let the other rule ask for it with not";
  private static final String AGAIN =
      "facts never change, so no rule can set itself off; delete it";
  private static final String GROUPS = "the folder decides the stage; delete it";
  private static final String DATES =
      "compare with a date in a condition, so that a run of an older month gives what it gave";
  private static final String CLOCK = "rules have no clock; delete it";
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("salience", ORDER),
          Map.entry("no-loop", AGAIN),
          Map.entry("lock-on-active", AGAIN),
          Map.entry("agenda-group", GROUPS),
          Map.entry("activation-group", ORDER),
          Map.entry("ruleflow-group", GROUPS),
          Map.entry("auto-focus", GROUPS),
          Map.entry("date-effective", DATES),
          Map.entry("date-expires", DATES),
          Map.entry("enabled", "match PolicySwitch( name == \"...\", on ) instead"),
          Map.entry("dialect", "there is one language; delete it"),
          Map.entry("timer", CLOCK),
          Map.entry("duration", CLOCK),
          Map.entry("calendars", CLOCK),
          Map.entry("attributes", "no attribute is offered; delete it"));

  private RuleAttributes() {}

  /** Refuses the attribute here and reads past it; false when there is none. */
  static boolean refuse(Cursor cursor, Problems problems) {
    Token at = cursor.peek();
    String name = nameHere(cursor);
    String instead = INSTEAD.get(name);
    if (instead == null) {
      return false;
    }
    problems.add(at, Fault.ATTRIBUTE, "the attribute " + name + " is not offered", instead);
    for (int i = name.split("-").length * 2 - 1; i > 0; i--) {
      cursor.next();
    }
    while (!cursor.atEnd()
        && !cursor.sees("@")
        && !cursor.sees("when")
        && !cursor.sees("then")
        && !INSTEAD.containsKey(nameHere(cursor))) {
      cursor.next();
    }
    return true;
  }

  /** The word here, with what is joined to it by dashes. */
  private static String nameHere(Cursor cursor) {
    if (cursor.peek().kind() != Token.Kind.WORD) {
      return "";
    }
    StringBuilder name = new StringBuilder(cursor.peek().text());
    for (int i = 1; i < 5; i += 2) {
      Token dash = cursor.peek(i);
      Token word = cursor.peek(i + 1);
      boolean joined = cursor.peek(i - 1).end() == dash.start() && dash.end() == word.start();
      if (!joined || !dash.is("-") || word.kind() != Token.Kind.WORD) {
        break;
      }
      name.append('-').append(word.text());
    }
    return name.toString();
  }
}
