package io.trueup.connector;

import io.trueup.connector.ReadFailure.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong. */
final class Messages {
  private static final List<String> USUAL =
      List.of(
          "message", "Message", "error_description", "detail", "error", "title", "errors", "Error");

  private Messages() {}

  /** What a failed answer says of itself, in the places where that usually stands. */
  static @Nullable String find(@Nullable Object tree) {
    return find(tree, 0);
  }

  private static @Nullable String find(@Nullable Object tree, int depth) {
    if (depth > 3) {
      return null;
    }
    if (tree instanceof String text) {
      return depth == 0 || text.isBlank() ? null : text;
    }
    if (tree instanceof List<?> list) {
      return list.isEmpty() ? null : find(list.get(0), depth + 1);
    }
    if (tree instanceof Map<?, ?> map) {
      for (String name : USUAL) {
        String found = find(map.get(name), depth + 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** What to do about it, where the manifest has no better word. */
  static String advice(Kind kind) {
    return switch (kind) {
      case BAD_SETTINGS -> "correct the integration's settings";
      case UNAUTHORIZED -> "enter the credentials anew; they may have expired or been revoked";
      case FORBIDDEN -> "grant the rights that the connector's page lists";
      case NOT_FOUND -> "check the address and the settings";
      case THROTTLED -> "sync less often, or see what else uses the same credentials";
      case SERVER_ERROR -> "it is tried again on schedule; see the vendor's status page";
      case TIMEOUT, UNREACHABLE ->
          "check the address and the network; it is tried again on schedule";
      case UNREADABLE ->
          "it is tried again on schedule; if it stays, the vendor has changed its answers";
      case WEB_PAGE -> "check the address: a sign-in or maintenance page answers there";
      case REFUSED -> "see what the vendor says";
      case CHANGED_SCHEMA ->
          "the vendor has changed its answers: the connector must be brought up to date";
      case REPEATED_PAGE ->
          "nothing is counted twice or left out by guess; it is tried again on schedule";
      case PAGE_DRIFT -> "sync at a quieter time; it is tried again on schedule";
      case TOO_MANY_PAGES -> "raise max_pages in the manifest if there really are so many";
      case TOO_LARGE ->
          "ask for smaller pages, or raise connectors.fetch.max_answer in the configuration";
      case REFUSED_ADDRESS ->
          "correct the address, or allow it in connectors.fetch of the configuration";
      case CANCELLED -> "start it again when it suits";
      case NOT_ARCHIVED -> "sync again: the answers of that sync are no longer kept";
    };
  }
}
