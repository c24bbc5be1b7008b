package io.trueup.connector;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** Fetches a file from an address that a person gave, as guarded as a vendor's answers are. */
public final class Downloads implements AutoCloseable {
  private final Fetcher fetcher;

  public Downloads(FetchPolicy policy, Clock clock) {
    this.fetcher = new Fetcher(policy, clock);
  }

  /**
   * The file, unpacked.
   *
   * @throws IOException when the address may not be asked, redirects to one that may not, or gives
   *     no file; the message is for people
   */
  public byte[] get(URI address) throws IOException {
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      throw new IOException("it is no address such as https://host/file.csv");
    }
    Answer answer =
        fetcher.fetch(
            new Question("GET", address, Map.of("Accept", "*/*"), null, null, other -> true),
            Fetcher.UnderWay.UNWATCHED);
    if (answer.status() != 200) {
      throw new IOException("the server answered " + answer.status());
    }
    return answer.body();
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
