package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Month;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
  @TempDir Path folder;

  @Test
  void a_sound_folder_is_read_without_problems() {
    Month month = new Exports(folder).read();
    assertThat(month.problems()).isEmpty();
    assertThat(month.companies()).hasSize(2);
    assertThat(month.usage()).hasSize(2);
    assertThat(month.additions().get(0).unitPrice()).isEqualByComparingTo("22");
    assertThat(month.inputHash()).hasSize(64);
  }
}
