package io.trueup.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SkuNamesTest {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  @Test
  void a_sku_is_found_by_its_id_and_by_its_part_number_whatever_their_case() {
    SkuNames names = new SkuNames(SkuNames.builtIn());
    for (String key :
        List.of(
            "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46",
            "CBDC14AB-D96C-4C30-B9F4-6ADA7CDC1D46",
            "spb")) {
      assertThat(names.find(key).map(MicrosoftSku::name))
          .as(key)
          .contains("Microsoft 365 Business Premium");
    }
    assertThat(names.find("O365_BUSINESS_PREMIUM").map(MicrosoftSku::name))
        .as("not what its part number says")
        .contains("Microsoft 365 Business Standard");
    assertThat(names.find("UNKNOWN_SKU")).isEmpty();
  }

  @Test
  void every_licence_that_a_preset_bills_has_a_name() throws IOException {
    SkuNames names = new SkuNames(SkuNames.builtIn());
    String presets = Files.readString(Path.of("..", "rules", "presets", "microsoft365.csv"));
    Matcher ids = ID.matcher(presets);
    int count = 0;
    while (ids.find()) {
      assertThat(names.find(ids.group())).as(ids.group()).isPresent();
      count++;
    }
    assertThat(count).isGreaterThan(100);
  }

  @Test
  void the_last_name_of_an_id_counts_and_each_bad_row_is_told_by_its_line() throws Exception {
    List<String> rows = new ArrayList<>();
    rows.add("Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Included");
    UUID id = UUID.fromString("0f000000-0000-0000-0000-00000000000a");
    rows.add("Old," + "A," + id.toString().toUpperCase(java.util.Locale.ROOT) + ",p,q,r");
    rows.add("\"New,\nname\",A," + id + ",p,q,r");
    rows.add(",A," + id + ",p,q,r");
    rows.add("short,row");
    rows.add("x,B,not-an-id,p,q,r");
    SkuFile.Read read = read("\uFEFF" + String.join("\r\n", rows) + "\r\n");
    assertThat(read.skus()).containsExactly(new MicrosoftSku(id, "A", "New,\nname"));
    assertThat(read.rows()).isEqualTo(5);
    assertThat(read.problemCount()).isEqualTo(3);
    assertThat(read.problems()).extracting(SkuFile.Problem::line).containsExactly(5L, 6L, 7L);
  }

  @Test
  void six_thousand_rows_of_several_plans_a_sku_become_as_many_skus_as_there_are_ids()
      throws Exception {
    StringBuilder file = new StringBuilder("Product_Display_Name,String_Id,GUID,A,B,C\n");
    for (int row = 0; row < 6_000; row++) {
      UUID id = new UUID(7, row % 600);
      file.append("Name ").append(row % 600).append(",PART_").append(row % 600).append(',');
      file.append(id).append(",plan,").append(row).append(",friendly\n");
    }
    assertThat(read(file.toString()).skus()).hasSize(600);
  }

  private static SkuFile.Read read(String text) throws Exception {
    return SkuFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
