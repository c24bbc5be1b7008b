package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EvidenceBlockTest {
  private static final String SHARED = "\"rules\":[{\"id\":\"DSC-001\",\"owner\":\"Büro 🦊\"}],";

  @Test
  void each_text_comes_back_from_its_place() {
    try (EvidenceBlock.Builder builder = new EvidenceBlock.Builder()) {
      assertThat(builder.add(List.of("{", SHARED, "\"a\":1}"))).isZero();
      assertThat(builder.add(List.of("{}"))).isEqualTo(1);
      assertThat(builder.add(List.of())).isEqualTo(2);
      assertThat(builder.add(List.of("{", SHARED, SHARED, "\"b\":2}"))).isEqualTo(3);
      byte[] block = builder.finish();
      assertThat(EvidenceBlock.text(block, 0)).isEqualTo("{" + SHARED + "\"a\":1}");
      assertThat(EvidenceBlock.text(block, 1)).isEqualTo("{}");
      assertThat(EvidenceBlock.text(block, 2)).isEmpty();
      assertThat(EvidenceBlock.text(block, 3)).isEqualTo("{" + SHARED + SHARED + "\"b\":2}");
      assertThatThrownBy(() -> EvidenceBlock.text(block, 4))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void the_next_block_knows_nothing_of_the_one_before() {
    try (EvidenceBlock.Builder builder = new EvidenceBlock.Builder()) {
      builder.add(List.of("before", SHARED));
      byte[] first = builder.finish();
      assertThat(builder.size()).isZero();
      assertThat(builder.add(List.of("after", SHARED))).isZero();
      byte[] second = builder.finish();
      assertThat(EvidenceBlock.text(first, 0)).isEqualTo("before" + SHARED);
      assertThat(EvidenceBlock.text(second, 0)).isEqualTo("after" + SHARED);
    }
  }

  @Test
  void other_bytes_are_refused() {
    byte[] whole;
    try (EvidenceBlock.Builder builder = new EvidenceBlock.Builder()) {
      builder.add(List.of("{", SHARED.repeat(20), "}"));
      builder.add(List.of("{}"));
      whole = builder.finish();
    }
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EvidenceBlock.text(cut, 0))
          .isInstanceOf(IllegalStateException.class);
    }
    Random dice = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = whole.clone();
      bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
      try {
        EvidenceBlock.text(bytes, 0);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("these bytes are no evidence");
      }
    }
  }
}
