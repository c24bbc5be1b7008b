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
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
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
  private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);

  private final FetchPolicy policy;
  private final Clock clock;
  private final CloseableHttpClient client;

  Fetcher(FetchPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    Timeout silence = Timeout.of(policy.answerTimeout());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new AddressGuard(policy.allowedAddresses()))
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
  Answer fetch(Question first) throws IOException {
    Question question = first;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      Answer answer = once(question);
      String location = answer.header("location");
      if (!REDIRECTED.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      question = redirected(question, answer.status(), location);
    }
    throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, "it leads on from address to address");
  }

  private static Question redirected(Question from, int status, String location) throws Refused {
    URI to;
    try {
      to = from.address().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, "it redirects to what is no address");
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
          ReadFailure.Kind.REFUSED_ADDRESS, "it redirects a request with a body to another host");
    }
    return new Question(
        keeps ? from.method() : "GET",
        to,
        headers,
        keeps ? from.body() : null,
        keeps ? from.contentType() : null,
        from.mayGo());
  }

  private Answer once(Question question) throws IOException {
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
    HttpUriRequestBase request = new HttpUriRequestBase(question.method(), address);
    question.headers().forEach(request::setHeader);
    byte[] body = question.body();
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, ContentType.parse(question.contentType())));
    }
    long deadline = System.nanoTime() + policy.answerDeadline().toNanos();
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      try {
        return new Answer(
            response.getCode(), headers(response), body(response, deadline), clock.instant());
      } catch (IOException e) {
        // What is left of the answer is not waited for.
        request.abort();
        response.close();
        throw e;
      }
    } catch (AddressGuard.Refused e) {
      throw new Refused(ReadFailure.Kind.REFUSED_ADDRESS, String.valueOf(e.getMessage()));
    } catch (ClientProtocolException e) {
      throw new IOException("the answer is no HTTP", e);
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

  private byte[] body(ClassicHttpResponse response, long deadline) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(
            (int) Math.max(1 << 12, Math.min(entity.getContentLength(), 1 << 20)));
    byte[] piece = new byte[1 << 15];
    try (InputStream in = entity.getContent()) {
      for (int read; (read = in.read(piece)) >= 0; ) {
        bytes.write(piece, 0, read);
        if (bytes.size() > policy.maxAnswerBytes()) {
          throw new Refused(
              ReadFailure.Kind.TOO_LARGE,
              "the answer is larger than " + policy.maxAnswerBytes() + " bytes");
        }
        if (System.nanoTime() - deadline > 0) {
          throw new SocketTimeoutException(
              "no whole answer in "
                  + TimeUnit.MILLISECONDS.toSeconds(policy.answerDeadline().toMillis())
                  + " s");
        }
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
