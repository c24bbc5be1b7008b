package io.trueup.review;

import io.trueup.platform.db.PrivateFiles;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A download that is made whole before its first byte is sent, and waits on disk while a slow
 * caller reads it, so that no connection to the database does. It is removed once it is sent.
 */
final class WaitingFile {
  private WaitingFile() {}

  /**
   * The answer with the file.
   *
   * @param scratch folder that it waits in
   * @param fill writes it, and says what is known of it
   * @param head puts that into the answer's head
   */
  static <T> Response answer(
      Path scratch, Function<Path, T> fill, BiConsumer<ResponseBuilder, T> head) {
    try {
      PrivateFiles.createFolder(scratch);
      Path file = Files.createTempFile(scratch, "download", "");
      boolean handed = false;
      try {
        T known = fill.apply(file);
        ResponseBuilder answer =
            Response.ok((StreamingOutput) out -> send(file, out))
                .header("Content-Length", Files.size(file));
        head.accept(answer, known);
        Response whole = answer.build();
        handed = true;
        return whole;
      } finally {
        if (!handed) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Path file, OutputStream out) throws IOException {
    try {
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
