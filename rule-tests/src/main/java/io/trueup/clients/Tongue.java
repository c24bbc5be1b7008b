package io.trueup.clients;

import java.util.List;

/**
 * What companies of one language are called, and where they are. Families and places are made up.
 *
 * @param countries where it is spoken, the likelier ones more than once
 * @param dial what telephone numbers there begin with
 * @param domains ends of web addresses
 * @param forms legal forms
 * @param and the word between two partners
 * @param heads beginnings of family names
 * @param tails their ends
 * @param firsts first names
 * @param trades what companies do
 * @param tradeFirst whether the trade stands before the name
 * @param places regions and hills that companies are named after
 * @param cities where they are
 * @param streets their streets
 * @param offshoots what sister companies add to the name
 * @param locations words for one of several offices
 * @param farewells what is written over a client who left
 * @param notes what technicians add to a name
 */
record Tongue(
    List<String> countries,
    String dial,
    List<String> domains,
    List<String> forms,
    String and,
    List<String> heads,
    List<String> tails,
    List<String> firsts,
    List<String> trades,
    boolean tradeFirst,
    List<String> places,
    List<String> cities,
    List<String> streets,
    List<String> offshoots,
    List<String> locations,
    List<String> farewells,
    List<String> notes) {

  String family(Draw draw) {
    return draw.of(heads) + draw.of(tails);
  }

  /** A place other than this one. */
  String elsewhere(String place, Draw draw) {
    String other = place;
    while (other.equals(place)) {
      other = draw.of(cities);
    }
    return other;
  }

  /** The city of a place: what is left without the state. */
  static String city(String place) {
    return place.replaceAll(" [A-Z]{2}$", "");
  }
}
