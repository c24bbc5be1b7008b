package io.trueup.folder;

import java.nio.ByteBuffer;

/** Tells from a file's first bytes whether it is text in UTF-8 at all. */
final class FileStart {
  private static final String SAVE = "save the file as CSV UTF-8 (comma delimited) and run again";

  private FileStart() {}

  /**
   * Where the text begins: behind a byte order mark.
   *
   * @throws UnusableFolder when the bytes are not the start of a UTF-8 text
   */
  static int of(ByteBuffer head, String where) {
    if (starts(head, 0xEF, 0xBB, 0xBF)) {
      return head.limit() == 3 ? empty(where) : 3;
    }
    if (!head.hasRemaining()) {
      return empty(where);
    }
    if (starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF)) {
      throw new UnusableFolder("the text is UTF-16 or UTF-32, not UTF-8", where, SAVE);
    }
    if (starts(head, 'P', 'K', 3, 4) || starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new UnusableFolder("this is a workbook or an archive, not CSV text", where, SAVE);
    }
    if (starts(head, 0x1F, 0x8B)) {
      throw new UnusableFolder("the file is compressed", where, "decompress it and run again");
    }
    for (int i = 0; i < head.limit() && head.get(i) != '\n'; i++) {
      if (head.get(i) == 0) {
        throw new UnusableFolder("the text is not UTF-8: its header holds NUL bytes", where, SAVE);
      }
    }
    return 0;
  }

  private static int empty(String where) {
    throw new UnusableFolder(
        "the file is empty", where, "export it again; it needs at least its header row");
  }

  private static boolean starts(ByteBuffer head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.limit() || (head.get(i) & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
