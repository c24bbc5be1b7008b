package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every connector keeps, whoever reads with it: all pages, every row as expected, faults
 * overcome, nothing asked again that was kept, and no secret in anything that comes out.
 *
 * @param id the connector's
 * @param folder holds {@code fake.yml} and {@code expected.yml}
 * @param reader reads
 */
record ConnectorContract(String id, Path folder, VendorReader reader) {
  /** When the reading began: requests that depend on the time are written for this one. */
  static final Instant STARTED = Instant.parse("2026-11-20T04:30:00Z");

  /** Reads the vendor through its faults, then once more from what was kept. */
  void reads_all_in_spite_of_faults() {
    ExpectedRows expected = ExpectedRows.read(folder.resolve("expected.yml"));
    try (FakeVendor vendor = FakeVendor.start(folder);
        HeardLogs logs = new HeardLogs()) {
      Reading reading = new Reading();
      read(vendor, reading, reading);
      assertThat(vendor.strangeRequests()).as("requests that fake.yml does not know").isEmpty();
      assertThat(expected.differences(reading.rows())).as("rows of " + id).isEmpty();
      assertThat(reading.problems().stream().map(RecordProblem::kind).sorted().toList())
          .as("problems: %s", reading.problems())
          .isEqualTo(expected.problems());
      assertThat(reading.mostPages())
          .as("pages of the longest stream")
          .isGreaterThanOrEqualTo(expected.pages());
      assertThat(vendor.faultsDue()).as("faults that did not happen").isEmpty();
      expected
          .requests()
          .ifPresent(n -> assertThat(vendor.answered()).as("requests answered well").hasSize(n));
      holdsNoSecret(vendor, reading.texts());
      holdsNoSecret(vendor.credentials().values(), bodies(reading));
      readsAgainFromTheArchive(vendor, reading);
      holdsNoSecret(vendor, logs.texts());
    }
  }

  /** A vendor that takes no credentials any more ends the reading, in words. */
  void says_that_credentials_are_refused() {
    try (FakeVendor vendor = FakeVendor.start(folder);
        HeardLogs logs = new HeardLogs()) {
      vendor.refuseAll();
      Reading reading = new Reading();
      try {
        reader.read(id, connection(vendor), STARTED, reading, reading);
        fail("a reading without credentials ended well");
      } catch (ReadFailure failure) {
        assertThat(failure.kind())
            .as(failure.getMessage())
            .isIn(ReadFailure.Kind.UNAUTHORIZED, ReadFailure.Kind.REFUSED);
        assertThat(failure.getMessage()).doesNotContain("\n");
        holdsNoSecret(vendor, List.of(failure.getMessage(), failure.toString()));
      }
      holdsNoSecret(vendor, logs.texts());
      assertThat(vendor.asked()).as("requests to a vendor that refuses").hasSizeLessThan(12);
    }
  }

  private void readsAgainFromTheArchive(FakeVendor vendor, Reading reading) {
    int before = vendor.answered().size();
    Reading again = new Reading();
    PageArchive kept =
        new PageArchive() {
          @Override
          public Optional<RecordedAnswer> find(String key) {
            return reading.find(key);
          }

          @Override
          public void keep(String key, RecordedAnswer answer) {
            throw new AssertionError("asked again, though it was kept: " + answer.request());
          }
        };
    read(vendor, kept, again);
    assertThat(ExpectedRows.byIdentity(again.rows()))
        .isEqualTo(ExpectedRows.byIdentity(reading.rows()));
    assertThat(vendor.answered()).as("requests after all was kept").hasSize(before);
  }

  private void read(FakeVendor vendor, PageArchive archive, SyncListener listener) {
    try {
      reader.read(id, connection(vendor), STARTED, archive, listener);
    } catch (ReadFailure failure) {
      fail(
          id
              + " was not read: "
              + failure.kind()
              + " "
              + failure.getMessage()
              + "\nstrange: "
              + vendor.strangeRequests()
              + "\nrefused: "
              + vendor.refused(),
          failure);
    }
  }

  private Connection connection(FakeVendor vendor) {
    return new Connection(
        "test-" + id, vendor.settings(), new HeldSecrets(vendor.credentials()), "account-" + id);
  }

  private static List<String> bodies(Reading reading) {
    return reading.answers().values().stream()
        .map(answer -> new String(answer.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static void holdsNoSecret(FakeVendor vendor, List<String> texts) {
    holdsNoSecret(vendor.credentials().values(), texts);
    holdsNoSecret(vendor.tokens(), texts);
  }

  private static void holdsNoSecret(Iterable<String> secrets, List<String> texts) {
    for (String secret : secrets) {
      // User names and short words may stand in data by right.
      if (secret.length() >= 6 && secret.matches(".*\\d.*")) {
        assertThat(texts).as("what came out").noneMatch(text -> text.contains(secret));
      }
    }
  }

  /** Credentials in memory; replaced ones replace. */
  private static final class HeldSecrets implements Secrets {
    private final Map<String, String> values;

    HeldSecrets(Map<String, String> values) {
      this.values = new HashMap<>(values);
    }

    @Override
    public synchronized Optional<String> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public synchronized void replace(String name, String old, String value) {
      if (!Set.of(old).contains(values.getOrDefault(name, ""))) {
        throw new IllegalStateException("somebody else replaced " + name);
      }
      values.put(name, value);
    }
  }
}
