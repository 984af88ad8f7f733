package dev.lifeboat.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** A connection that can be made to fail: answers pass a function on their way to the client. */
final class FaultyHttp implements SdkHttpClient {
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();
  volatile BiFunction<SdkHttpRequest, HttpExecuteResponse, HttpExecuteResponse> change =
      (request, response) -> response;

  /** The ranges that were asked for, in order. */
  List<String> ranges() {
    return requests.stream()
        .flatMap(request -> request.firstMatchingHeader("Range").stream())
        .toList();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = http.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        requests.add(request.httpRequest());
        return change.apply(request.httpRequest(), prepared.call());
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public void close() {
    http.close();
  }

  /** The same answer with another body. */
  static HttpExecuteResponse withBody(HttpExecuteResponse response, InputStream body) {
    return HttpExecuteResponse.builder()
        .response(response.httpResponse())
        .responseBody(AbortableInputStream.create(body))
        .build();
  }

  /** The same answer without a header. */
  static HttpExecuteResponse withoutHeader(HttpExecuteResponse response, String name) {
    return withHeaders(response, headers -> headers.remove(name));
  }

  /** The same answer with another value of a header. */
  static HttpExecuteResponse withHeader(HttpExecuteResponse response, String name, String value) {
    return withHeaders(response, headers -> headers.put(name, List.of(value)));
  }

  private static HttpExecuteResponse withHeaders(
      HttpExecuteResponse response, Consumer<Map<String, List<String>>> edit) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.httpResponse().headers());
    edit.accept(headers);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(response.httpResponse().statusCode())
                .headers(headers)
                .build())
        .responseBody(response.responseBody().orElse(null))
        .build();
  }

  /** A body whose connection drops after some bytes. */
  static InputStream droppedAfter(InputStream body, long bytes) {
    return new FilterInputStream(body) {
      private long left = bytes;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
          throw new IOException("injected: connection reset");
        }
        int count = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
      }
    };
  }
}
