package io.trueup.rulebook;

import io.trueup.platform.db.Blobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Rows of table rule_text, within the transaction's tenant: texts by their digest. */
final class TextDao {
  private TextDao() {}

  /** SHA-256 of a text in UTF-8, hex. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(Blobs.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Keeps texts; those that are there already are not written again.
   *
   * @param texts by path
   * @return their digests by path
   */
  static Map<String, String> store(Handle handle, Map<String, String> texts) {
    Map<String, String> digests = new TreeMap<>();
    // By digest and in its order, so that two who store the same texts do not wait in a circle.
    Map<String, String> distinct = new TreeMap<>();
    texts.forEach(
        (path, text) -> {
          String digest = sha256(text);
          digests.put(path, digest);
          distinct.put(digest, text);
        });
    List<String> contents = new ArrayList<>(distinct.values());
    handle
        .createUpdate(
            """
            INSERT INTO rule_text (tenant_id, sha256, content)
            SELECT current_setting('app.tenant')::uuid, decode(t.digest, 'hex'), t.content
            FROM unnest(:digests, :contents) AS t (digest, content)
            ON CONFLICT DO NOTHING
            """)
        .bindArray("digests", String.class, List.copyOf(distinct.keySet()))
        .bindArray("contents", String.class, contents)
        .execute();
    return digests;
  }
}
