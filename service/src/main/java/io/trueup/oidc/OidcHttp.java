package io.trueup.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the identity provider: over TLS or on this machine alone, without following it elsewhere,
 * for so long and so much at most.
 */
final class OidcHttp implements HTTPRequestSender, ResourceRetriever {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MOST = 256 * 1024;
  private static final List<String> PASSED = List.of("Content-Type", "Authorization", "Accept");

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request = request(asked.getURI());
    asked
        .getHeaderMap()
        .forEach(
            (name, values) -> {
              if (PASSED.stream().anyMatch(name::equalsIgnoreCase)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    String body = asked.getBody();
    request.method(
        asked.getMethod().name(),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<byte[]> answer = send(request.build());
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    try {
      String type = answer.headers().firstValue("Content-Type").orElse("application/json");
      response.setContentType(type);
    } catch (ParseException e) {
      throw new IOException("the answer's content type cannot be read");
    }
    response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    return response;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      HttpResponse<byte[]> answer = get(url.toURI());
      return new Resource(
          new String(answer.body(), StandardCharsets.UTF_8),
          answer.headers().firstValue("Content-Type").orElse("application/json"));
    } catch (URISyntaxException e) {
      throw new IOException("no address");
    }
  }

  /** The text at an address. */
  String text(URI address) throws IOException {
    return new String(get(address).body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(URI address) throws IOException {
    HttpResponse<byte[]> answer =
        send(request(address).header("Accept", "application/json").GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode());
    }
    return answer;
  }

  private static HttpRequest.Builder request(URI address) throws IOException {
    if (!OidcSettings.safe(address)) {
      throw new IOException("the provider names an address without TLS");
    }
    return HttpRequest.newBuilder(address).timeout(DEADLINE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new Bounded());
    try {
      return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(
          e.getCause() instanceof IOException cause ? cause.getMessage() : "it failed", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("did not answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A body that ends before it is too long. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (read.size() + part.remaining() > MOST) {
          if (subscription != null) {
            subscription.cancel();
          }
          whole.completeExceptionally(new IOException("the answer is too long"));
          return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        read.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(read.toByteArray());
    }
  }
}
