package io.trueup.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.text.NameParts.Kind;
import io.trueup.text.NameParts.Segment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Smith & Jones|Smith and Jones",
        "Smith + Jones|Smith und Jones",
        "Ortega y Gasset|Ortega & Gasset",
        "Rock 'n' Roll|Rock & Roll",
        "A.B.C. Plumbing|A B C Plumbing",
        "A.B.C. Plumbing|ABC Plumbing",
        "E. J. Smith|EJ Smith",
        "Bob's Burgers|Bobs Burgers",
        "Bob’s Burgers|Bob`s Burgers",
        "The Stilo Salon|Stilo Salon",
        "Stilo Salon, The|Stilo Salon",
        "Acme Intl|Acme Int'l",
        "Weatherly Asset Mgmt Inc|Weatherly Asset Management",
        "Smith Mfg.|Smith Manufacturing",
        "Medical Ctr|Medical Centre",
        "Natl. Svcs Dept|National Services Department",
        "St. Vincent|Saint Vincent",
        "Main St Dental|Main Street Dental",
        "First Bank|1st Bank",
        "Wellington II|Wellington 2",
        "Seven Hills|7 Hills",
        "GlamByWhitPartners LLC|Glam By Whit Partners",
        "ABCPlumbing|ABC Plumbing",
        "TalentBridge LLC|Talent Bridge",
        "Chick-Fil-A|Chick Fil A",
        "NCI_Information_Systems|NCI Information Systems",
        "castle-creek-biosciences-llc|Castle Creek Biosciences, LLC",
        "Simply T'S|Simply TS",
        "Grey Jewellery|Gray Jewelry",
        "Müller Söhne|MULLER SOHNE",
        "ACME GMBH|Acme G.m.b.H.",
        "Co-op Food|Coop Food",
        "JonesAssociatesInc|Jones & Associates, Inc.",
        "SafetyManagementGroup|Safety Management Group",
        "MeasurementIncorporated|Measurement Incorporated",
        "TicketSauce.com|TicketSauce",
        "scalar.io|Scalar",
        "www.acme.co.uk|Acme",
        "cqfluency.onmicrosoft.com|CQ fluency, Inc.",
        "lowe-s|Lowe's",
      })
  void two_ways_of_writing_one_name_have_one_key(String one, String other) {
    assertThat(strict(one)).isEqualTo(strict(other));
  }

  private static String strict(String name) {
    Segment main = NameParts.of(name).main();
    return main.core().isEmpty()
        ? ""
        : String.join("", main.core()).replace("partners", "") + main.core().get(0).charAt(0);
  }

  @ParameterizedTest
  @CsvSource({
    "Smith Plumbing,Smith Painting",
    "Acme 1,Acme 2",
    "Wellington II,Wellington III",
    "Studio 54,Studio 55",
    "A&B Auto,AC Auto",
    "North Bank,South Bank",
    "Acme East,Acme West",
    "McDonalds,Mac Donuts",
    "Inco,Inc",
    "St. Mary,St. Mark",
  })
  void names_that_differ_keep_different_keys(String one, String other) {
    assertThat(NameParts.of(one).key()).isNotEqualTo(NameParts.of(other).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "9102 - Acme;CODE 9102, MAIN acme",
        "2714_Thymia Limited;MAIN thymia, CODE 2714",
        "[ABC] Foo Bar;CODE abc, MAIN foo bar",
        "(ALPHOT) ALPHABET - HOT SPRINGS;CODE alphot, MAIN alphabet, TAIL hot springs",
        "ESC - Edinburgh Systems of Charlotte;CODE esc, MAIN edinburgh systems of charlotte",
        "W David Crain LTD | WDC;MAIN w david crain, CODE wdc",
        "Adamas Pharma - AP;MAIN adamas pharma, CODE ap",
        "CJA (Cc's Jewelry and Accessories);MAIN ccs jewelry and accessories, CODE cja",
        "BRIMYE Bristol-Myers Squibb;MAIN bristol myers squibb, CODE brimye",
        "QSHI_Q Ship USA;MAIN q ship usa, CODE qshi",
        "STR_Strativia;MAIN strativia, CODE str",
        "ALPHAB Alphabet Inc;MAIN alphabet, CODE alphab",
        "9243 Southern Studio LLC;MAIN southern studio, CODE 9243",
        "1800 Contacts;MAIN 1800 contacts",
        "180 Engineering;MAIN 180 engineering",
        "2020 Exhibits;MAIN 2020 exhibits",
        "JMGJEF JMG Jefferson's Mobile Grillery;MAIN jeffersons mobile grillery, CODE jmgjef, CODE jmg",
        "Acme (Co-Managed);MAIN acme, BRACKET comanaged",
        "EMI (Austin);BRACKET austin, MAIN emi",
        "EMI - Austin;MAIN emi, TAIL austin",
        "3M - Austin;MAIN 3m, TAIL austin",
        "Acme -HQ;MAIN acme, TAIL hq",
        "Acme | Main;MAIN acme, TAIL main",
        "Acme / Boston;MAIN acme, TAIL boston",
        "Acme: Boston;MAIN acme, TAIL boston",
        "Acme Inc., Boston;MAIN acme, TAIL boston",
        "Acme, Inc.;MAIN acme",
        "tap|QA Co.;MAIN tap qa",
        "Redbox LLC (Kroger) - Glenn Rd;BRACKET kroger, MAIN redbox, TAIL glenn rd",
        "ieso Digital (UK) Ltd.;BRACKET uk, MAIN ieso digital",
        "Trelevate (fka Sdi (Broadway));BRACKET broadway, FORMER sdi, MAIN trelevate",
        "WBH Enterprises LLC dba Angel Paint;MAIN wbh, ALIAS angel paint",
        "Nexstar Inc-Dba Kark;MAIN nexstar, ALIAS kark",
        "R Jarvis LP d/b/a 180 Engineering;MAIN r jarvis, ALIAS 180 engineering",
        "Smith Ltd t/a The Corner Shop;MAIN smith, ALIAS corner shop",
        "Acme a.k.a. Ajax;MAIN acme, ALIAS ajax",
        "Mindler (previously ieso);FORMER ieso, MAIN mindler",
        "Jones Estate c/o Smith LLP;MAIN jones estate, CARE_OF smith",
        "ZZ - Falcon Realty;MARK zz, MAIN falcon realty",
        "zzFalcon Realty;MARK zz, MAIN falcon realty",
        "*Shear Bliss;MARK, MAIN shear bliss",
        "_Curtis Chatham;MARK, MAIN curtis chatham",
        "Zzyzx Roads;MAIN zzyzx roads",
        "Adba Foods;MAIN adba foods",
        "Escalon (unclosed;BRACKET unclosed, MAIN escalon",
        "Escalon) Group (;MAIN escalon",
        "(Only Brackets Here);MAIN only brackets here",
        "---;MAIN",
      })
  void segments_are_told_apart(String name, String expected) {
    List<String> found =
        NameParts.of(name).segments().stream()
            .map(segment -> (segment.kind() + " " + String.join(" ", segment.words())).strip())
            .toList();
    assertThat(found).containsExactlyInAnyOrder(expected.split(", ", -1));
  }

  @Test
  void a_segment_offers_what_domains_and_codes_are_made_of() {
    Segment main = NameParts.of("The Smith & Jones of Boston 24 Mgmt. LLC").main();
    assertThat(main.squash()).isEqualTo("smithjonesofboston24mgmt");
    assertThat(main.squashAll()).isEqualTo("smithandjonesofboston24mgmt");
    assertThat(main.initials()).isEqualTo("sjb24m");
    assertThat(main.initialsOfAll()).isEqualTo("sajob24m");
    assertThat(main.significant()).containsExactly("smith", "jones", "boston", "24", "management");
    assertThat(main.key()).isEqualTo("smith and jones of boston 24 management");
    assertThat(main.tokens()).startsWith("the").endsWith("llc");
  }

  @Test
  void forms_in_other_segments_are_known_too() {
    NameParts parts = NameParts.of("Access Insurance -Fort Lauderdale Office Incorporated");
    assertThat(parts.main().forms()).isEmpty();
    assertThat(parts.list(Kind.TAIL).get(0).forms()).containsExactly("inc");
  }

  @Test
  void any_text_has_exactly_one_main_segment() {
    Random random = new Random(11);
    String alphabet = "ab AB12 -|/:,;.()[]{}&+'_*zZ dba LLC Inc & ü株ш\u200b\"#";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder name = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      NameParts parts = NameParts.of(name.toString());
      assertThat(parts.list(Kind.MAIN)).as(name.toString()).hasSize(1);
      assertThat(parts.main().core().isEmpty())
          .as(name.toString())
          .isEqualTo(parts.main().tokens().isEmpty());
    }
  }

  @Test
  void hostile_names_take_bounded_time() {
    for (String piece :
        List.of("(", "((((a", " - a", "a dba ", "&", "a.", "zz ", "_", ", inc a", "x y ")) {
      assertThat(NameParts.of(piece.repeat(100_000)).segments()).isNotEmpty();
    }
  }
}
