package io.trueup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  @ParameterizedTest
  @CsvSource({
    "acme,acme,3,0", "acme,acne,3,1", "acme,acem,3,1", "acme,acm,3,1", "acme,acmee,3,1",
    "'',abc,3,3", "abc,'',2,3", "kitten,sitting,3,3", "kitten,sitting,2,3", "masspay,msaspay,2,1",
    "verizon,verizom,1,1", "abcdef,uvwxyz,3,4", "a,b,0,1", "ca,abc,3,3",
  })
  void distance_counts_typing_slips(String a, String b, int most, int distance) {
    assertThat(Likeness.distance(a, b, most)).isEqualTo(distance);
    assertThat(Likeness.distance(b, a, most)).isEqualTo(distance);
  }

  @Test
  void distance_agrees_with_the_textbook() {
    Random random = new Random(3);
    for (int round = 0; round < 5_000; round++) {
      String a = word(random);
      String b = word(random);
      int exact = textbook(a, b);
      for (int most = 0; most < 6; most++) {
        assertThat(Likeness.distance(a, b, most))
            .as(a + " " + b)
            .isEqualTo(Math.min(exact, most + 1));
      }
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  private static int textbook(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  @ParameterizedTest
  @CsvSource({
    "mgmt,management,true", "management,mgmt,true", "techn,technologies,true", "svcs,services,true",
    "assoc,associates,true", "mgmt,mgmt,false", "acme,acmes,false", "ptnr,partners,true",
    "gmt,management,false", "mx,management,false", "m,management,false", "1st,1stplace,false",
  })
  void a_word_may_be_short_for_another(String a, String b, boolean expected) {
    assertThat(Likeness.isAbbreviation(a, b)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sheins,shepherd insurance,true",
    "quacod,quantum codex,true",
    "sss,shade sunless spa,true",
    "tcal,terrence cain attorney at law,true",
    "hfhlr,hardy funeral home of little rock,true",
    "soubay,south bay hot yoga,true",
    "averh,averhealth,true",
    "brimye,bristol myers squibb,true",
    "averhealth,averhealth,false",
    "ave,averhealth,false",
    "ins,shepherd insurance,false",
    "sz,shepherd insurance,false",
    "s,shepherd insurance,false",
    "she,shepherd insurance,false",
  })
  void a_code_is_made_of_the_beginnings_of_words(String code, String name, boolean expected) {
    assertThat(Likeness.isCodeOf(code, List.of(name.split(" ")))).isEqualTo(expected);
  }

  @Test
  void a_code_of_many_like_words_is_answered_at_once() {
    assertThat(
            Likeness.isCodeOf(
                "aaaaaaaaaaab", List.of("aaaaaaaaaaaa".repeat(3).split("(?<=\\G.{12})"))))
        .isFalse();
    String name = ("of ".repeat(300) + "x").strip();
    assertThat(Likeness.isCodeOf("ofofofofofoz", List.of(name.split(" ")))).isFalse();
  }

  @Test
  void alike_texts_share_trigrams() {
    Set<String> acme = Likeness.trigrams("acme");
    assertThat(acme).containsExactlyInAnyOrder(" ac", "acm", "cme", "me ");
    assertThat(Likeness.dice(acme, acme)).isEqualTo(1);
    assertThat(Likeness.dice(acme, Likeness.trigrams("xyz"))).isZero();
    assertThat(Likeness.dice(acme, Likeness.trigrams("acm"))).isBetween(0.5, 0.7);
    assertThat(Likeness.dice(Set.of(), Set.of())).isEqualTo(1);
  }
}
