package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SearchBlockTest {
  private static List<SearchBlock> blocks(Stream<DiscrepancyRow> rows) {
    List<SearchBlock> all = new ArrayList<>();
    Iterator<SearchBlock> each = SearchBlock.of(rows.iterator());
    each.forEachRemaining(all::add);
    return all;
  }

  private static DiscrepancyRow row(int i, String explanation) {
    return SearchedRows.row("d" + i, "Client " + i, explanation);
  }

  @Test
  void blocks_are_bounded_and_keep_the_order() {
    List<DiscrepancyRow> rows =
        IntStream.range(0, 500).mapToObj(i -> row(i, "ü".repeat(i * 7 % 300))).toList();
    List<SearchBlock> blocks = blocks(rows.stream());
    assertThat(blocks.stream().flatMap(block -> block.ids().stream()))
        .containsExactlyElementsOf(rows.stream().map(DiscrepancyRow::discrepancyId).toList());
    assertThat(blocks.stream().flatMap(block -> Stream.of(block.texts().split("\n", -1))))
        .containsExactlyElementsOf(rows.stream().map(SearchBlock::line).toList());
    assertThat(blocks)
        .hasSizeLessThan(200)
        .allMatch(
            block ->
                block.texts().getBytes(StandardCharsets.UTF_8).length + 11 * block.ids().size()
                    <= SearchBlock.MOST_BYTES);
  }

  @Test
  void a_text_longer_than_a_block_is_a_block_of_its_own() {
    List<SearchBlock> blocks =
        blocks(Stream.of(row(1, "short"), row(2, "long".repeat(5_000)), row(3, "a"), row(4, "b")));
    assertThat(blocks.stream().map(SearchBlock::ids))
        .containsExactly(List.of("d1"), List.of("d2"), List.of("d3", "d4"));
    assertThat(blocks(Stream.of())).isEmpty();
  }

  @Test
  void a_line_is_all_that_is_searched_in_small_letters_without_breaks() {
    assertThat(SearchBlock.line(row(7, "First\nSECOND")))
        .isEqualTo("client 7 c-d7 p-d7 t-d7 first second");
  }

  @Test
  void letters_become_small_one_by_one_so_that_part_of_a_text_stays_part_of_it() {
    assertThat(SearchBlock.folded("ÄÖÜ STRASSE Straße")).isEqualTo("äöü strasse straße");
    assertThat(SearchBlock.folded("İstanbul")).isEqualTo("istanbul");
    assertThat(SearchBlock.folded("ΟΔΟΣΑ")).contains(SearchBlock.folded("ΟΔΟΣ"));
    assertThat(SearchBlock.folded("𐐀 😀")).isEqualTo("𐐨 😀");
  }
}
