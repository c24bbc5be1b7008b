package io.trueup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {
  @ParameterizedTest
  @CsvSource({
    "acme.com,acme.com,acme",
    "https://www.acme.com/contact-us?x=1#top,acme.com,acme",
    "HTTP://WWW.ACME.COM:8080,acme.com,acme",
    "//acme.com,acme.com,acme",
    "jane@mail.acme.co.uk,acme.co.uk,acme",
    "Jane Doe <jane@acme.co.uk>,acme.co.uk,acme",
    "mailto:jane@acme.co.uk,acme.co.uk,acme",
    "http://user:secret@acme.com.au/,acme.com.au,acme",
    "acme.com.,acme.com,acme",
    "shop.acme.gmbh,acme.gmbh,acme",
    "acme.k12.ar.us,acme.k12.ar.us,acme",
    "müller.de,xn--mller-kva.de,müller",
    "www.XN--MLLER-KVA.de,xn--mller-kva.de,müller",
    "acme.uk.com,acme.uk.com,acme",
    "www.www.acme.io,acme.io,acme",
    "mail.acme.example,acme.example,acme",
    "notgmail.com,notgmail.com,notgmail",
    "myfacebook.com,myfacebook.com,myfacebook",
  })
  void a_company_owns_its_registrable_domain(String text, String domain, String label) {
    assertThat(Domains.own(text)).contains(domain);
    assertThat(Domains.label(text)).contains(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "acme",
        "http://",
        "co.uk",
        "com",
        "www.com",
        "1.2.3.4",
        "[::1]",
        "a b.com",
        "-.com",
        "..",
        ".",
        "@",
        "acme..com",
        "\u0000.com",
        "jane@",
        "x@.com",
        "https://localhost/"
      })
  void what_is_no_domain_gives_none(String text) {
    assertThat(Domains.own(text)).isEmpty();
    assertThat(Domains.find(text)).isEmpty();
    assertThat(Domains.tenant(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@gmail.com", "https://www.facebook.com/acme", "m.facebook.com/acme",
            "acme.wixsite.com",
        "sites.google.com/view/acme", "acme.business.site", "linktr.ee/acme", "acme@yahoo.co.uk",
        "acme.godaddysites.com", "acme.github.io", "jane@comcast.net", "acme.onmicrosoft.com",
        "acme.blogspot.com", "acme.myshopify.com", "acme@t-online.de", "acme.sharepoint.com"
      })
  void a_host_that_everybody_can_be_on_is_nobodys_own(String text) {
    assertThat(Domains.own(text)).isEmpty();
    assertThat(Domains.label(text)).isEmpty();
    assertThat(Domains.find(text)).get().matches(Domains.Domain::shared);
  }

  @ParameterizedTest
  @CsvSource({
    "acmegroup.onmicrosoft.com,acmegroup",
    "ACMEGroup.OnMicrosoft.com,acmegroup",
    "acmegroup.mail.onmicrosoft.com,acmegroup",
    "acmegroup.onmicrosoft.us,acmegroup",
    "acmegroup.onmicrosoft.de,acmegroup",
    "admin@acmegroup.onmicrosoft.com,acmegroup",
    "https://acmegroup.onmicrosoft.com/,acmegroup",
  })
  void a_tenant_is_told_from_its_microsoft_domain(String text, String tenant) {
    assertThat(Domains.tenant(text)).contains(tenant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"onmicrosoft.com", "acme.com", "acmeonmicrosoft.com", "onmicrosoft.com.evil.net"})
  void other_domains_have_no_tenant(String text) {
    assertThat(Domains.tenant(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.local", "dc1.acme.lan", "ACME.INTERNAL"})
  void a_name_inside_a_network_has_a_label_and_is_nobodys_own(String text) {
    assertThat(Domains.own(text)).isEmpty();
    assertThat(Domains.label(text)).contains("acme");
  }

  @Test
  void every_shared_host_is_a_host_that_is_told_as_shared() {
    for (String host : Lists.entries("shared-hosts.txt")) {
      assertThat(Domains.own("x@" + host)).as(host).isEmpty();
    }
  }

  @Test
  void any_text_is_answered() {
    Random random = new Random(5);
    String alphabet = "abcXYZ019.-_@:/?#%[]() üß\u0000xn--株comgmail";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(Domains.find(text + ".com")).isNotNull();
      assertThat(Domains.tenant(text.toString())).isNotNull();
    }
    assertThat(Domains.find("a.".repeat(500_000) + "com")).isEmpty();
  }
}
