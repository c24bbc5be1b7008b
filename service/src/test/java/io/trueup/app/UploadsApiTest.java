package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestService.Extension.class)
final class UploadsApiTest {
  private static final String COMPANIES = "company_id,name\nc1,Acme\n";

  @Test
  void a_zip_of_a_folder_is_taken_as_the_folder(TestService service) {
    Answer answer =
        zip(
            service,
            Zips.of(
                "October/companies.csv", COMPANIES,
                "October/Usage.CSV", "integration_id\n",
                "October/previous/usage.csv", "integration_id\nx\n",
                "October/notes.txt", "hello",
                "__MACOSX/October/._companies.csv", "x",
                "October/.DS_Store", "x"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode dataset = answer.json();
    assertThat(dataset.at("/files/0/name").asText()).isEqualTo("companies.csv");
    assertThat(dataset.at("/files/1/name").asText()).isEqualTo("previous/usage.csv");
    assertThat(dataset.at("/files/2/name").asText()).isEqualTo("usage.csv");
    assertThat(dataset.get("ignored").toString()).contains("notes.txt");
    assertThat(answer.header("Location")).endsWith(dataset.get("dataset_id").asText());
    assertThat(
            service
                .get(service.viewer, answer.header("Location").replaceFirst("^http://[^/]*", ""))
                .status())
        .isEqualTo(200);
  }

  @Test
  void the_same_content_again_is_the_same_dataset(TestService service) {
    String content = "company_id,name\nc2,Same\n";
    Answer first = zip(service, Zips.of("companies.csv", content));
    Answer again = zip(service, Zips.of("x/companies.csv", content));
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("dataset_id")).isEqualTo(first.json().get("dataset_id"));
  }

  @Test
  void a_form_of_csv_files_is_taken(TestService service) {
    Answer answer =
        form(
            service,
            part("files", "companies.csv", "company_id,name\nc3,Form\n")
                + part("files", "usage.csv", "integration_id\n")
                + part("previous", "usage.csv", "integration_id\nold\n")
                + field("label", "October"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("label").asText()).isEqualTo("October");
    assertThat(answer.json().at("/files").size()).isEqualTo(3);
    assertThat(answer.json().at("/files/1/name").asText()).isEqualTo("previous/usage.csv");
  }

  @Test
  void a_name_that_leads_out_of_the_upload_is_refused(TestService service) {
    for (String name :
        new String[] {
          "../companies.csv",
          "a/../../companies.csv",
          "/etc/companies.csv",
          "C:\\companies.csv",
          "..\\companies.csv"
        }) {
      assertProblem(
          zip(service, Zips.of("companies.csv", COMPANIES, name, COMPANIES)),
          422,
          "unusable-upload");
      assertProblem(
          form(service, part("files", name.replace("\\", "\\\\"), COMPANIES)),
          422,
          "unusable-upload");
    }
  }

  @Test
  void archives_and_workbooks_within_the_upload_are_refused(TestService service) {
    String inner = new String(Zips.of("companies.csv", COMPANIES), StandardCharsets.ISO_8859_1);
    assertProblem(
        zip(service, Zips.of("companies.csv", COMPANIES, "more.zip", inner)),
        422,
        "unusable-upload",
        "archive");
    assertProblem(zip(service, Zips.of("companies.csv", inner)), 422, "unusable-upload", "CSV");
    assertProblem(
        zip(service, Zips.of("companies.csv", "\037\213\010\000")), 422, "unusable-upload");
    assertProblem(
        form(service, part("files", "companies.xlsx", inner)), 422, "unusable-upload", "workbook");
  }

  @Test
  void what_is_no_export_folder_is_refused(TestService service) {
    assertProblem(
        zip(service, "not a zip".getBytes(StandardCharsets.US_ASCII)), 422, "unusable-upload");
    assertProblem(zip(service, new byte[0]), 422, "unusable-upload");
    assertProblem(
        zip(service, Zips.of("readme.txt", "hello")), 422, "unusable-upload", "companies.csv");
    assertProblem(
        zip(service, Zips.of("a/companies.csv", COMPANIES, "A/../a/COMPANIES.csv", COMPANIES)),
        422,
        "unusable-upload");
    byte[] cut = Zips.of("companies.csv", COMPANIES.repeat(100));
    assertProblem(
        zip(service, java.util.Arrays.copyOf(cut, cut.length / 2)), 422, "unusable-upload");
    assertProblem(form(service, field("colour", "red")), 400, "invalid-request", "colour");
    String[] many = new String[2400];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "f" + i + ".txt";
      many[i + 1] = "";
    }
    assertProblem(zip(service, Zips.of(many)), 422, "unusable-upload", "entries");
  }

  @Test
  void a_zip_that_unpacks_to_too_much_is_stopped(TestService service) {
    assertProblem(zip(service, Zips.bomb("companies.csv", 30)), 422, "unusable-upload", "unpacks");
    Answer large = zip(service, Zips.of("companies.csv", "a,b\n" + noise(1), "usage.csv", "b\n"));
    assertThat(large.status()).as(large.text()).isEqualTo(201);
    assertThat(left(service)).as("files left behind").isZero();
  }

  @Test
  void an_upload_beyond_the_limit_is_stopped_with_or_without_a_declared_length(
      TestService service) {
    byte[] large = noise(3).getBytes(StandardCharsets.ISO_8859_1);
    assertProblem(zip(service, large), 413, "too-large");
    Answer chunked =
        service.post(
            service.admin,
            "/api/v1/datasets",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            "application/zip");
    assertProblem(chunked, 413, "too-large");
    String text = noise(3);
    Answer form =
        service.post(
            service.admin,
            "/api/v1/datasets",
            BodyPublishers.ofInputStream(
                () ->
                    new ByteArrayInputStream(
                        body(part("files", "companies.csv", text))
                            .getBytes(StandardCharsets.ISO_8859_1))),
            "multipart/form-data; boundary=cut");
    assertProblem(form, 413, "too-large");
    assertThat(left(service)).as("files left behind").isZero();
  }

  private static Answer zip(TestService service, byte[] content) {
    return service.post(
        service.admin, "/api/v1/datasets", BodyPublishers.ofByteArray(content), "application/zip");
  }

  private static Answer form(TestService service, String parts) {
    return service.post(
        service.admin,
        "/api/v1/datasets",
        BodyPublishers.ofString(body(parts), StandardCharsets.ISO_8859_1),
        "multipart/form-data; boundary=cut");
  }

  private static String body(String parts) {
    return parts + "--cut--\r\n";
  }

  private static String part(String field, String file, String content) {
    return "--cut\r\nContent-Disposition: form-data; name=\""
        + field
        + "\"; filename=\""
        + file
        + "\"\r\nContent-Type: text/csv\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String field(String name, String value) {
    return "--cut\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  /** Text that does not pack well. */
  private static String noise(int mebibytes) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < mebibytes << 20) {
      text.append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    return text.toString();
  }

  private static long left(TestService service) {
    Path scratch = service.storage.resolve("scratch");
    try (Stream<Path> files = Files.list(scratch)) {
      return files.filter(file -> file.toString().contains("upload")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
