package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableFolderTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void soundFolder() {
    exports = new Exports(folder);
  }

  private void refused(String... parts) {
    refused(ReadOptions.DEFAULTS, parts);
  }

  private void refused(ReadOptions options, String... parts) {
    assertThatThrownBy(() -> ExportFolder.read(folder, options))
        .isInstanceOfSatisfying(
            UnusableFolder.class,
            e -> {
              assertThat(e.getMessage()).doesNotContain("\n").contains(parts);
              assertThat(e.getMessage().split(" — ")).hasSize(3);
            });
  }

  @Test
  void a_folder_that_does_not_exist_is_refused() {
    assertThatThrownBy(() -> ExportFolder.read(folder.resolve("none"), ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void a_file_in_place_of_the_folder_is_refused() {
    assertThatThrownBy(() -> ExportFolder.read(folder.resolve("usage.csv"), ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("not a folder");
  }

  @Test
  void an_empty_folder_is_refused(@TempDir Path empty) {
    assertThatThrownBy(() -> ExportFolder.read(empty, ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("the folder is empty");
  }

  @Test
  void missing_required_files_are_named_all_at_once() {
    exports.without("usage.csv").without("companies.csv").with("Companies.csv", "x\n");
    refused(
        "required files companies.csv, usage.csv are missing",
        "rename Companies.csv to companies.csv");
  }

  @Test
  void a_missing_optional_file_is_no_problem() {
    assertThat(exports.problems()).isEmpty();
  }

  @Test
  void missing_required_columns_are_named_with_what_is_near_them() {
    exports.with("companies.csv", "companyid,title\nC1,Acme\n");
    refused(
        "required columns company_id, name are missing",
        "companies.csv:1",
        "rename companyid to company_id");
  }

  @Test
  void a_missing_column_of_an_optional_file_is_refused() {
    exports.with("products.csv", "description\nx\n");
    refused("required column product_code is missing", "products.csv:1");
  }

  @Test
  void a_file_without_a_header_is_refused() {
    exports.with("usage.csv", "");
    refused("the file is empty", "usage.csv");
    exports.with("usage.csv", "\n\n");
    refused("no header row", "usage.csv");
  }

  @Test
  void a_header_that_names_a_column_twice_is_refused() {
    exports.with("companies.csv", "company_id,name,Name\nC1,Acme,Acme\n");
    refused("column Name twice", "companies.csv:1");
  }

  @Test
  void a_semicolon_separated_file_is_refused() {
    exports.with("companies.csv", "company_id;name\nC1;Acme\n");
    refused("separated by semicolons", "companies.csv:1", "commas");
  }

  @Test
  void a_tab_separated_file_is_refused() {
    exports.with("companies.csv", "company_id\tname\nC1\tAcme\n");
    refused("separated by tabs", "companies.csv:1");
  }

  @Test
  void utf_16_is_refused_with_or_without_its_byte_order_mark() {
    String text = "company_id,name\nC1,Acme\n";
    exports.with("companies.csv", text.getBytes(StandardCharsets.UTF_16));
    refused("UTF-16", "CSV UTF-8");
    exports.with("companies.csv", text.getBytes(StandardCharsets.UTF_16LE));
    refused("not UTF-8", "CSV UTF-8");
    exports.with("companies.csv", text.getBytes(Charset.forName("UTF-32BE")));
    refused("not UTF-8", "CSV UTF-8");
  }

  @Test
  void a_header_in_another_encoding_is_refused() {
    exports.with(
        "companies.csv",
        "company_id,name,straße\nC1,Acme,x\n".getBytes(StandardCharsets.ISO_8859_1));
    refused("not UTF-8", "companies.csv:1");
  }

  @Test
  void a_workbook_is_refused_as_what_it_is() {
    exports.with("companies.csv", "PK\3\4rest");
    refused("workbook");
  }

  @Test
  void a_compressed_file_is_refused_as_what_it_is() {
    exports.with("companies.csv", new byte[] {0x1f, (byte) 0x8b, 8, 0});
    refused("compressed");
  }

  @Test
  void a_folder_in_place_of_a_file_is_refused() throws IOException {
    exports.without("usage.csv");
    Files.createDirectory(folder.resolve("usage.csv"));
    refused("this is no file", "usage.csv");
  }

  @Test
  void a_file_beyond_the_size_limit_is_refused() {
    refused(ReadOptions.DEFAULTS.withMaxFileBytes(20), "larger than 20 bytes");
  }

  @Test
  void a_link_to_a_place_outside_the_folder_is_refused(@TempDir Path outside) throws IOException {
    Path secret = Files.writeString(outside.resolve("secret"), "company_id,name\nC1,Acme\n");
    exports.without("companies.csv");
    Files.createSymbolicLink(folder.resolve("companies.csv"), secret);
    refused("link to a place outside", "companies.csv");
  }

  @Test
  void a_previous_folder_that_is_a_link_outside_is_refused(@TempDir Path outside)
      throws IOException {
    Files.createSymbolicLink(folder.resolve("previous"), outside);
    refused("link to a place outside", "previous");
  }

  @Test
  void a_link_to_a_file_inside_the_folder_is_followed() throws IOException {
    Files.move(folder.resolve("companies.csv"), folder.resolve("clients.txt"));
    Files.createSymbolicLink(folder.resolve("companies.csv"), Path.of("clients.txt"));
    assertThat(exports.read().companies()).hasSize(2);
  }

  @Test
  void a_link_that_leads_nowhere_is_refused() throws IOException {
    exports.without("companies.csv");
    Files.createSymbolicLink(folder.resolve("companies.csv"), Path.of("gone"));
    refused("cannot be read", "companies.csv");
  }

  @Test
  void a_broken_file_of_the_previous_run_is_refused_too() {
    exports.with("previous/usage.csv", "integration_id,account_id\n");
    refused("record_id, kind are missing", "previous");
  }
}
