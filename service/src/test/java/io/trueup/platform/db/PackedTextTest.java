package io.trueup.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackedTextTest {
  @Test
  void texts_come_back_and_long_ones_take_less() {
    try (PackedText packer = new PackedText()) {
      String long_ = "{\"rules\": [\"Büro 🦊\"]}, ".repeat(500);
      for (String text : List.of("", "{}", "x".repeat(255), "x".repeat(256), long_)) {
        assertThat(PackedText.unpack(packer.pack(text))).isEqualTo(text);
      }
      assertThat(packer.pack(long_).length).isLessThan(long_.length() / 10);
    }
  }

  @Test
  void other_bytes_are_refused() {
    byte[] whole;
    try (PackedText packer = new PackedText()) {
      whole = packer.pack("some text ".repeat(100));
    }
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PackedText.unpack(cut)).isInstanceOf(IllegalStateException.class);
    }
    Random dice = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[dice.nextInt(40)];
      dice.nextBytes(bytes);
      try {
        PackedText.unpack(bytes);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith("these bytes are no packed text");
      }
    }
  }
}
