package io.trueup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // English
        "Acme Inc|acme|inc",
        "Acme, Inc.|acme|inc",
        "Acme Incorporated|acme|inc",
        "Acme Corp.|acme|corp",
        "Acme L.L.C.|acme|llc",
        "Acme L L C|acme|llc",
        "Acme Limited Liability Company|acme|llc",
        "Acme P.L.L.C.|acme|pllc",
        "Acme plc|acme|plc",
        "Acme Public Limited Company|acme|plc",
        "Acme Ltd|acme|ltd",
        "Acme Co., Ltd.|acme|ltd",
        "Acme Pty. Ltd.|acme|ltd",
        "Acme (Pty) Ltd|acme|ltd",
        "Acme Pte Ltd|acme|ltd",
        "Acme Pvt. Ltd.|acme|ltd",
        "Acme (P) Ltd|acme|ltd",
        "Acme Private Limited|acme|ltd",
        "Smith LLP|smith|llp",
        "Smith & Jones, P.C.|smith and jones|pc",
        "Smith & Jones, P.A.|smith and jones|pa",
        "First Bank, N.A.|first bank|na",
        // German
        "Müller GmbH|muller|gmbh",
        "Müller G.m.b.H.|muller|gmbh",
        "Müller Gesellschaft mit beschränkter Haftung|muller|gmbh",
        "Müller GmbH & Co. KG|muller|gmbhcokg",
        "Müller G.m.b.H. & Co. KG|muller|gmbhcokg",
        "Müller GmbH und Co. KG|muller|gmbhcokg",
        "Müller UG (haftungsbeschränkt)|muller|ug",
        "Siemens AG|siemens|ag",
        "Merck KGaA|merck|kgaa",
        "Turnverein e.V.|turnverein|ev",
        "Meier e.K.|meier|ek",
        "Huber OHG|huber|ohg",
        // Romance
        "SARL Dupont|dupont|sarl",
        "Dupont S.A.R.L.|dupont|sarl",
        "Dupont SAS|dupont|sas",
        "Rossi S.p.A.|rossi|spa",
        "Rossi S.r.l.|rossi|srl",
        "Rossi S.n.c.|rossi|snc",
        "García S.L.|garcia|sl",
        "García, S.L.U.|garcia|sl",
        "Bimbo S.A. de C.V.|bimbo|sadecv",
        "Bimbo, S. de R.L. de C.V.|bimbo|srldecv",
        "Bimbo S de RL de CV|bimbo|srldecv",
        "Silva Ltda.|silva|ltda",
        "Silva, Lda|silva|lda",
        "Pérez C.A.|perez|ca",
        // Low Countries, Nordics
        "Jansen B.V.|jansen|bv",
        "Jansen N.V.|jansen|nv",
        "Peeters BVBA|peeters|bv",
        "Stichting Philadelphia|philadelphia|stichting",
        "Volvo AB|volvo|ab",
        "Volvo AB (publ)|volvo|ab",
        "Novo Nordisk A/S|novo nordisk|as",
        "Hansen ApS|hansen|aps",
        "Carlsberg K/S|carlsberg|aps",
        "Equinor ASA|equinor|asa",
        "Nokia Oyj|nokia|oy",
        "Nokia Oy Ab|nokia|oy",
        "Marel hf.|marel|ehf",
        // Baltic and central Europe
        "Bolt OÜ|bolt|ou",
        "UAB Girteka|girteka|uab",
        "Grindeks SIA|grindeks|sia",
        "Kowalski Sp. z o.o.|kowalski|spzoo",
        "Kowalski sp. z o.o. sp. k.|kowalski|spzoo",
        "Kowalski Spółka z ograniczoną odpowiedzialnością|kowalski|spzoo",
        "Novák s.r.o.|novak|sro",
        "Novák, spol. s r.o.|novak|sro",
        "Nagy Kft.|nagy|kft",
        "MOL Nyrt.|mol|zrt",
        "Horvat d.o.o.|horvat|doo",
        "Ivanov EOOD|ivanov|ood",
        "Yılmaz Ltd. Şti.|yilmaz|ltdsti",
        "Yılmaz A.Ş.|yilmaz|as",
        "Olympiaki Α.Ε.|olympiaki|ae",
        // Cyrillic, Asia
        "ООО «Ромашка»|romashka|ooo",
        "OOO Romashka|romashka|ooo",
        "ТОВ Ромашка|romashka|tov",
        "АО Ромашка|romashka|ao",
        "株式会社トヨタ|toyota|kk",
        "トヨタ株式会社|toyota|kk",
        "华为技术有限公司|hua wei ji shu|co-cn",
        "삼성전자 주식회사|samseongjeonja|jusik",
        "Petronas Sdn. Bhd.|petronas|sdnbhd",
        "PT. Astra|astra|pt",
        "Công ty TNHH Hoa Sen|hoa sen|cty",
        "Teva B.M.|teva|bm",
      })
  void a_form_is_taken_off(String name, String core, String form) {
    NameParts.Segment main = NameParts.of(name).main();
    assertThat(String.join(" ", main.words())).isEqualTo(core);
    assertThat(main.forms()).containsExactly(form);
    assertThat(main.weak()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Inco,inco",
    "Cola,cola",
    "Sainsbury,sainsbury",
    "AG Barr,ag barr",
    "SA Recycling,sa recycling",
    "SAS Institute,sas institute",
    "AO Smith,ao smith",
    "PT Solutions,pt solutions",
    "SIA Recycling,sia recycling",
    "KK Kitchens,kk kitchens",
    "SE,se",
    "Limited,limited",
    "The Limited,limited",
    "GmbH,gmbh",
    "LLC,llc",
    "Wichita KS,wichita ks",
    "Reno NV,reno nv",
    "Sacramento CA,sacramento ca",
    "Too Faced,too faced",
    "Incline,incline",
    "Coop,coop",
    "Co-op,coop",
    "Corporate Express,corporate express",
    "Limited Edition,limited edition",
    "Inc Magazine,inc magazine",
    "The LLC Shop,llc shop",
    "Asa Smith,asa smith",
    "Spa Serenity,spa serenity",
    "Day Spa,day spa",
    "Prairie SC,prairie sc",
    "Acme Net,acme net",
    "Acme Org,acme org",
  })
  void what_only_looks_like_a_form_stays(String name, String core) {
    NameParts.Segment main = NameParts.of(name).main();
    assertThat(String.join(" ", main.words())).isEqualTo(core);
    assertThat(main.forms()).isEmpty();
  }

  @Test
  void several_forms_are_taken_off_one_after_the_other() {
    NameParts.Segment main = NameParts.of("Smith & Jones Holdings Group Pty. Ltd. LLC").main();
    assertThat(main.words()).containsExactly("smith", "and", "jones");
    assertThat(main.forms()).containsExactly("ltd", "llc");
    assertThat(main.weak()).containsExactly("holding", "group");
  }

  @ParameterizedTest
  @CsvSource({
    "Acme Co,acme,co",
    "Acme Company,acme,co",
    "Smith & Co.,smith,co",
    "Acme Group,acme,group",
    "Acme Holdings,acme,holding",
    "Glam by Whit Partners,glam by whit,partners",
    "Just Associates,just,associates",
    "Smith & Sons,smith,sons",
    "Müller & Söhne,muller,sons",
    "Smith and Associates,smith,associates",
    "Ask Amazon.com,ask amazon,com",
  })
  void weak_words_are_kept_apart(String name, String core, String weak) {
    NameParts.Segment main = NameParts.of(name).main();
    assertThat(String.join(" ", main.words())).isEqualTo(core);
    assertThat(main.weak()).containsExactly(weak);
    assertThat(main.forms()).isEmpty();
  }

  @Test
  void a_name_of_nothing_but_forms_keeps_one() {
    assertThat(NameParts.of("Limited Company Inc").main().words()).containsExactly("limited");
    assertThat(NameParts.of("Holding Group").main().core()).containsExactly("holding");
    assertThat(LegalForms.split(List.of()))
        .isEqualTo(new LegalForms.Parts(List.of(), List.of(), List.of()));
  }

  @Test
  void plain_words_can_be_split_without_a_name() {
    assertThat(LegalForms.split(List.of("smith", "and", "jones", "holdings", "pty", "ltd")))
        .isEqualTo(
            new LegalForms.Parts(
                List.of("smith", "and", "jones"), List.of("ltd"), List.of("holding")));
  }

  @Test
  void forms_of_one_country_are_mixed_and_of_two_countries_foreign() {
    assertThat(LegalForms.compatible("inc", "inc")).isEqualTo(LegalForms.Likeness.SAME);
    assertThat(LegalForms.compatible("inc", "llc")).isEqualTo(LegalForms.Likeness.MIXED);
    assertThat(LegalForms.compatible("inc", "corp")).isEqualTo(LegalForms.Likeness.MIXED);
    assertThat(LegalForms.compatible("gmbh", "ag")).isEqualTo(LegalForms.Likeness.MIXED);
    assertThat(LegalForms.compatible("ltd", "gmbh")).isEqualTo(LegalForms.Likeness.FOREIGN);
    assertThat(LegalForms.compatible("llc", "sro")).isEqualTo(LegalForms.Likeness.FOREIGN);
    assertThat(LegalForms.compatible("llc", null)).isEqualTo(LegalForms.Likeness.UNKNOWN);
    assertThat(LegalForms.compatible("nonsense", "llc")).isEqualTo(LegalForms.Likeness.UNKNOWN);
    assertThat(LegalForms.countries("gmbh")).containsExactly("AT", "CH", "DE", "LI");
    assertThat(LegalForms.countries("nonsense")).isEmpty();
  }
}
