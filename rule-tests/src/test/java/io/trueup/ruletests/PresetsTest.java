package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.facts.Listed;
import io.trueup.folder.Preset;
import io.trueup.stage.RuleFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the shipped presets promise, and the two lists of Microsoft codes in the policy. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PresetsTest {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern LOOKS_LIKE_GUID = Pattern.compile("[0-9A-Fa-f]{6,}-.*-.*");

  private final List<Preset> microsoft = ShippedRules.presets("microsoft365");

  @Test
  void every_preset_can_be_read_and_says_what_it_is() {
    Map<String, Preset> presets = ShippedRules.presets();
    assertTrue(presets.size() >= 150, () -> "only " + presets.size());
    presets.values().forEach(p -> assertFalse(p.description().isBlank(), p.presetId()));
  }

  @Test
  void no_two_presets_have_one_description() {
    Set<String> seen = new HashSet<>();
    for (Preset preset : ShippedRules.presets().values()) {
      assertTrue(seen.add(preset.description()), preset.presetId());
    }
  }

  @Test
  void the_common_microsoft_licences_are_there() {
    assertTrue(microsoft.size() >= 100, () -> "only " + microsoft.size());
  }

  @Test
  void every_microsoft_preset_has_one_part_number_and_one_guid() {
    for (Preset preset : microsoft) {
      List<String> codes = codes(preset);
      assertEquals(2, codes.size(), preset.presetId());
      assertFalse(LOOKS_LIKE_GUID.matcher(codes.get(0)).matches(), preset.presetId());
      assertTrue(GUID.matcher(codes.get(1)).matches(), preset.presetId());
    }
  }

  @Test
  void no_code_belongs_to_two_microsoft_presets() {
    Set<String> seen = new HashSet<>();
    for (Preset preset : microsoft) {
      for (String code : codes(preset)) {
        assertTrue(seen.add(code.toLowerCase(Locale.ROOT)), () -> preset.presetId() + ": " + code);
      }
    }
  }

  @Test
  void microsoft_codes_hold_no_star() {
    microsoft.forEach(p -> codes(p).forEach(c -> assertFalse(c.contains("*"), p.presetId())));
  }

  @Test
  void the_policy_lists_each_product_by_its_name_and_its_guid() {
    for (String list : List.of("free_products", "kiosk_licences")) {
      List<String> values = listed(list);
      assertEquals(values.size(), new TreeSet<>(values).size(), list);
      assertEquals(0, values.size() % 2, list);
      for (int i = 0; i < values.size(); i += 2) {
        assertFalse(LOOKS_LIKE_GUID.matcher(values.get(i)).matches(), values.get(i));
        assertTrue(GUID.matcher(values.get(i + 1)).matches(), values.get(i + 1));
      }
    }
  }

  @Test
  void nothing_that_is_free_has_a_preset() {
    List<String> free = listed("free_products");
    for (Preset preset : microsoft) {
      codes(preset).forEach(code -> assertFalse(free.contains(code), preset.presetId()));
    }
  }

  @Test
  void a_kiosk_licence_has_the_same_guid_in_the_policy_and_in_its_preset() {
    List<String> kiosk = listed("kiosk_licences");
    List<String> pairs = new ArrayList<>();
    microsoft.forEach(preset -> pairs.add(String.join(" ", codes(preset))));
    for (int i = 0; i < kiosk.size(); i += 2) {
      assertTrue(pairs.contains(kiosk.get(i) + " " + kiosk.get(i + 1)), kiosk.get(i));
    }
  }

  private static List<String> codes(Preset preset) {
    return List.of(preset.fills().getOrDefault("usage_product_code", "").split(";"));
  }

  private static List<String> listed(String list) {
    return RuleFacts.load(ShippedRules.files()).get().policy().stream()
        .filter(Listed.class::isInstance)
        .map(Listed.class::cast)
        .filter(listed -> listed.list().equals(list))
        .map(Listed::value)
        .toList();
  }
}
