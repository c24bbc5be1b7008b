package io.trueup.demo;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Somebody who works at a client. */
record Person(String displayName, String userId) {
  private static final List<String> GIVEN =
      List.of(
          "Ada", "Amir", "Anja", "Ben", "Bianca", "Carlos", "Chloe", "Dana", "Deepa", "Diego",
          "Elif", "Emeka", "Erin", "Fatima", "Felix", "Gemma", "Grace", "Hana", "Hugo", "Ines",
          "Ivan", "Jada", "Jonas", "Kai", "Keiko", "Lars", "Leila", "Luca", "Maeve", "Malik", "Mei",
          "Nadia", "Noah", "Olga", "Omar", "Paula", "Priya", "Quinn", "Rafael", "Rosa", "Sami",
          "Sofia", "Tariq", "Tess", "Uma", "Viktor", "Wanda", "Xavier", "Yara", "Zoe");
  private static final List<String> FAMILY =
      List.of(
          "Abara",
          "Alvarez",
          "Becker",
          "Bianchi",
          "Bishop",
          "Castellan",
          "Chandra",
          "Costa",
          "Dalby",
          "Danso",
          "Eriksen",
          "Farouk",
          "Fontaine",
          "Garner",
          "Grabowski",
          "Haddad",
          "Hollis",
          "Ibarra",
          "Ito",
          "Jansen",
          "Kaplan",
          "Keller",
          "Kimura",
          "Lindqvist",
          "Lowell",
          "Mbeki",
          "Moreau",
          "Nakata",
          "Novak",
          "Okafor",
          "Ortega",
          "Petrov",
          "Pham",
          "Quist",
          "Rahman",
          "Rossi",
          "Sandoval",
          "Sato",
          "Tembo",
          "Thorne",
          "Uddin",
          "Vance",
          "Varga",
          "Wexler",
          "Wolff",
          "Yilmaz",
          "Zamora",
          "Ziegler");

  /** Somebody new at that domain; {@code taken} holds the user ids there and gets the new one. */
  static Person hired(Dice dice, String domain, Set<String> taken) {
    while (true) {
      String given = dice.oneOf(GIVEN);
      String family = dice.oneOf(FAMILY);
      String userId = (given + "." + family).toLowerCase(Locale.ROOT) + "@" + domain;
      if (taken.add(userId)) {
        return new Person(given + " " + family, userId);
      }
    }
  }
}
