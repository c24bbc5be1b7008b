package io.trueup.connector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests and brings answers, within the limits of a {@link FetchPolicy}. Redirects are
 * followed by hand: each target is checked as the first address was, and credentials go to no other
 * host.
 */
final class Fetcher implements AutoCloseable {
  private static final int REDIRECTS = 5;
  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_HEADERS = 300;
  private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);

  private final FetchPolicy policy;
  private final Clock clock;
  private final CloseableHttpClient client;

  /** Breaks off what takes too long: a vendor may send one byte a minute, for ever. */
  private final ScheduledThreadPoolExecutor alarms;

  Fetcher(FetchPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.alarms = new ScheduledThreadPoolExecutor(1, Fetcher::thread);
    alarms.setRemoveOnCancelPolicy(true);
    Timeout silence = Timeout.of(policy.answerTimeout());
    Http1Config heads =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new AddressGuard(policy.allowedAddresses()))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(heads).build())
                    .setMaxConnTotal(64)
                    .setMaxConnPerRoute(16)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(policy.connectTimeout()))
                            .setSocketTimeout(silence)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(silence)
                    .setConnectionRequestTimeout(Timeout.of(policy.answerDeadline()))
                    .build())
            .setUserAgent("Trueup")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "connector-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  /** Told of each request, so that it can be broken off. */
  interface UnderWay {
    /** Nobody breaks anything off. */
    UnderWay UNWATCHED =
        new UnderWay() {
          @Override
          public void began(Cancellable request) {
            // Nobody waits for it.
          }

          @Override
          public void ended(Cancellable request) {
            // Nobody waits for it.
          }
        };

    void began(Cancellable request);

    void ended(Cancellable request);
  }

  /** An address that is not asked, or an answer that is not taken; asking again changes nothing. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final ReadFailure.Kind kind;

    Refused(ReadFailure.Kind kind, String message) {
      super(message);
      this.kind = kind;
    }

    ReadFailure.Kind kind() {
      return kind;
    }
  }

  /**
   * Sends a request and follows where it leads.
   *
   * @throws Refused when an address may not be asked or the answer is too large
   * @throws IOException when there is no whole answer
   */
  Answer fetch(Question first, UnderWay underWay) throws IOException {
    Question question = first;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      Answer answer = once(question, underWay);
      String location = answer.header("location");
      if (!REDIRECTED.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      question = redirected(question, answer.status(), location);
    }
    throw new Refused(
        ReadFailure.Kind.REFUSED_ADDRESS, "the vendor leads on from address to address");
  }

  private static Question redirected(Question from, int status, String location) throws Refused {
    URI to;
    try {
      to = from.address().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          ReadFailure.Kind.REFUSED_ADDRESS, "the vendor redirects to what is no address");
    }
    boolean sameHost = Addresses.sameOrigin(from.address(), to);
    Map<String, String> headers = new LinkedHashMap<>();
    from.headers()
        .forEach(
            (name, value) -> {
              if (sameHost || name.equalsIgnoreCase("accept")) {
                headers.put(name, value);
              }
            });
    boolean keeps = status == 307 || status == 308;
    if (keeps && !sameHost && from.body() != null) {
      throw new Refused(
          ReadFailure.Kind.REFUSED_ADDRESS,
          "the vendor redirects a request that holds more than an address to another host");
    }
    return new Question(
        keeps ? from.method() : "GET",
        to,
        headers,
        keeps ? from.body() : null,
        keeps ? from.contentType() : null,
        from.mayGo());
  }

  private Answer once(Question question, UnderWay underWay) throws IOException {
    requirePermitted(question);
    HttpUriRequestBase request = new HttpUriRequestBase(question.method(), question.address());
    question.headers().forEach(request::setHeader);
    byte[] body = question.body();
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, ContentType.parse(question.contentType())));
    }
    AtomicBoolean late = new AtomicBoolean();
    Future<?> alarm =
        alarms.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            policy.answerDeadline().toMillis(),
            TimeUnit.MILLISECONDS);
    underWay.began(request);
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      try {
        return new Answer(response.getCode(), headers(response), body(response), clock.instant());
      } catch (IOException | RuntimeException | Error e) {
        // Else closing it would first take in all that is still to come.
        request.abort();
        throw e;
      }
    } catch (Refused e) {
      throw e;
    } catch (AddressGuard.Refused e) {
      throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, String.valueOf(e.getMessage()));
    } catch (ClientProtocolException e) {
      throw new IOException("the answer is no HTTP", e);
    } catch (IOException e) {
      if (late.get()) {
        throw new Late("no whole answer in " + Texts.seconds(policy.answerDeadline()), e);
      }
      throw e;
    } finally {
      alarm.cancel(false);
      underWay.ended(request);
    }
  }

  /** An answer that did not end in time. */
  static final class Late extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    Late(String message, Throwable cause) {
      super(message);
      initCause(cause);
    }
  }

  private void requirePermitted(Question question) throws Refused {
    URI address = question.address();
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && policy.http())) {
      throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, "the address is not https");
    }
    if (address.getHost() == null || address.getUserInfo() != null) {
      throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, "the address names no host, or a user");
    }
    if (!question.mayGo().allows(address)) {
      throw new Refused(
          ReadFailure.Kind.REFUSED_ADDRESS,
          "the host " + address.getHost() + " is none that this connector may ask");
    }
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT),
          String.valueOf(header.getValue()),
          (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(
            (int) Math.max(1 << 12, Math.min(entity.getContentLength(), 1 << 20)));
    byte[] piece = new byte[1 << 15];
    // Not closed here: that would take in the rest of an answer that is not taken.
    InputStream in = entity.getContent();
    for (int read; (read = in.read(piece)) >= 0; ) {
      if (bytes.size() + read > policy.maxAnswerBytes()) {
        throw new Refused(
            ReadFailure.Kind.TOO_LARGE,
            "the answer is larger than " + size(policy.maxAnswerBytes()));
      }
      bytes.write(piece, 0, read);
    }
    return bytes.toByteArray();
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }

  @Override
  public void close() {
    alarms.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
