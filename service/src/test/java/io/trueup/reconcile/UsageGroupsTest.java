package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.reconcile.UsageGroupDao.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageGroupsTest {
  private static UsageGroup.Verdict verdict(String company, String reason) {
    return new UsageGroup.Verdict(
        "I1", "T1", company, "user", "", "", "excluded", "", reason, List.of("SVC-001"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_record_is_in_one_group_with_its_verdict_and_discrepancies(long seed) {
    Random dice = new Random(seed);
    Map<String, List<UsageBlock.Link>> byDiscrepancy = new HashMap<>();
    List<UsageBlock> blocks = new ArrayList<>();
    UsageGroups groups = new UsageGroups(blocks::add, byDiscrepancy);
    Map<Integer, String> reasons = new TreeMap<>();
    Map<String, TreeSet<Integer>> expected = new TreeMap<>();
    for (int company = 0; company < 5; company++) {
      for (int i = 0; i < 2_000; i++) {
        int ordinal = 1 + company * 2_000 + i;
        String reason = "reason" + dice.nextInt(3);
        List<String> ids = dice.nextBoolean() ? List.of() : List.of("d" + dice.nextInt(4), "d0");
        groups.adder(verdict("C" + company, reason), ids).add(ordinal, BigDecimal.ONE);
        reasons.put(ordinal, company + reason);
        ids.forEach(id -> expected.computeIfAbsent(id, d -> new TreeSet<>()).add(ordinal));
      }
      groups.flush();
    }
    Map<Integer, String> found = new TreeMap<>();
    Map<Integer, int[]> byFirst = new HashMap<>();
    Map<Integer, Integer> blockOf = new HashMap<>();
    Map<List<Object>, Integer> together = new HashMap<>();
    for (UsageBlock block : blocks) {
      UsageGroup first = block.groups().get(0);
      assertThat(block.firstOrdinal()).isEqualTo(first.firstOrdinal());
      assertThat(
              together.put(
                  List.of(first.verdict().companyId(), UsageGroup.band(first.firstOrdinal())),
                  first.firstOrdinal()))
          .as("one block a client and band")
          .isNull();
      block.groups().forEach(group -> blockOf.put(group.firstOrdinal(), block.firstOrdinal()));
      assertThat(block.groups())
          .isSortedAccordingTo(Comparator.comparingInt(UsageGroup::firstOrdinal))
          .allSatisfy(
              group ->
                  assertThat(group.verdict().companyId()).isEqualTo(first.verdict().companyId()));
    }
    for (UsageGroup group : blocks.stream().flatMap(block -> block.groups().stream()).toList()) {
      assertThat(UsageGroup.band(group.firstOrdinal()))
          .isEqualTo(UsageGroup.band(group.lastOrdinal()));
      assertThat(group.quantity()).isEqualTo(BigDecimal.valueOf(group.ordinals().length));
      int[] again =
          Ordinals.read(
              group.firstOrdinal(), group.ordinals().length, Ordinals.pack(group.ordinals()));
      assertThat(again).isEqualTo(group.ordinals());
      assertThat(byFirst.put(group.firstOrdinal(), again)).as("known by its first").isNull();
      for (int ordinal : again) {
        found.put(ordinal, group.verdict().companyId().substring(1) + group.verdict().reason());
      }
    }
    assertThat(found).isEqualTo(reasons);
    Map<String, TreeSet<Integer>> linked = new TreeMap<>();
    byDiscrepancy.forEach(
        (id, links) ->
            links.forEach(
                link -> {
                  assertThat(blockOf).containsEntry(link.group(), link.block());
                  for (int ordinal : byFirst.getOrDefault(link.group(), new int[0])) {
                    linked.computeIfAbsent(id, d -> new TreeSet<>()).add(ordinal);
                  }
                }));
    assertThat(linked).isEqualTo(expected);
  }

  @Test
  void quantities_are_added_up_as_they_are_shown() {
    List<UsageBlock> all = new ArrayList<>();
    UsageGroups groups = new UsageGroups(all::add, new HashMap<>());
    UsageGroups.Adder adder = groups.adder(verdict("C1", "r"), List.of());
    adder.add(1, new BigDecimal("1.50"));
    adder.add(2, new BigDecimal("20"));
    adder.add(3, new BigDecimal("0.0"));
    adder.add(4, new BigDecimal("123456789012.5"));
    groups.flush();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).groups()).hasSize(1);
    assertThat(all.get(0).groups().get(0).quantity()).isEqualTo(new BigDecimal("123456789034.0"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void members_are_in_order_from_any_place_on(long seed) {
    Random dice = new Random(seed);
    List<TreeSet<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      groups.add(new TreeSet<>());
    }
    Map<Integer, Integer> of = new TreeMap<>();
    for (int ordinal = 1; ordinal < 900; ordinal += 1 + dice.nextInt(3)) {
      int group = dice.nextInt(7);
      groups.get(group).add(ordinal);
      of.put(ordinal, group);
    }
    List<int[]> packed =
        groups.stream().map(group -> group.stream().mapToInt(Integer::intValue).toArray()).toList();
    int after = dice.nextInt(900);
    Members members = Members.of(packed, after, 40);
    List<Integer> expected =
        of.keySet().stream().filter(ordinal -> ordinal > after).limit(40).toList();
    assertThat(members.ordinals()).containsExactly(expected.toArray(Integer[]::new));
    for (int i = 0; i < members.ordinals().length; i++) {
      assertThat(of).containsEntry(members.ordinals()[i], members.groups()[i]);
    }
  }

  @Test
  void bytes_that_are_not_those_of_so_many_numbers_are_refused() {
    byte[] packed = Ordinals.pack(new int[] {3, 4, 9, 300, 301, 302});
    assertThat(Ordinals.read(3, 6, packed)).containsExactly(3, 4, 9, 300, 301, 302);
    assertThatThrownBy(() -> Ordinals.read(3, 7, packed)).isInstanceOf(IllegalStateException.class);
    Random dice = new Random(9);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[dice.nextInt(12)];
      dice.nextBytes(bytes);
      try {
        Ordinals.read(1, 20, bytes);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("not what was stored");
      }
    }
  }
}
