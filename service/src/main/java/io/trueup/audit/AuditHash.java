package io.trueup.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.platform.db.Blobs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of an event. It must come out the same in every later version: whoever changes what goes
 * in breaks the proof of all events that were ever written.
 */
final class AuditHash {
  /** What the first event has as the hash before it. */
  static final String ZEROS = "0".repeat(64);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private AuditHash() {}

  /**
   * SHA-256, hex. Each field has its length before it, so that no two events share their bytes.
   *
   * @param event its {@code hash} is not looked at
   * @param seq the place that it is taken to have
   */
  static String of(String tenant, AuditEvent event, long seq) {
    MessageDigest sha = Blobs.sha256();
    for (String field :
        List.of(
            event.prevHash(),
            tenant,
            Long.toString(seq),
            event.at().toString(),
            event.actor(),
            event.action(),
            event.object(),
            event.detail(),
            event.requestId())) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** An event's detail in the one form that is hashed: names sorted, no white space. */
  static String canonical(Map<String, String> detail) {
    return json(new TreeMap<>(detail));
  }

  /** The same from what jsonb gives back, which has other spacing and order. */
  static String canonical(String detail) {
    try {
      return json(JSON.readValue(detail, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("jsonb is JSON", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts", e);
    }
  }
}
