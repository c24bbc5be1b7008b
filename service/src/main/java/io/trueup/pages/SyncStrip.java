package io.trueup.pages;

import io.trueup.sync.SyncRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The last syncs as bars, the newest at the right: as high as they brought records, coloured and
 * marked by how they ended.
 *
 * @param width of the picture
 * @param height of the picture
 */
public record SyncStrip(List<Bar> bars, int width, int height) {
  /** How many syncs it shows. */
  static final int MOST = 30;

  private static final int STEP = 26;
  private static final int HEIGHT = 64;
  private static final int LOWEST = 8;
  private static final int MARK = 14;

  /**
   * A sync.
   *
   * @param x left end of its place, which is {@code width} wide
   * @param mark beside the colour: a cross, an exclamation mark, or empty for nothing
   */
  public record Bar(SyncView sync, int x, int y, int width, int height, String tone, String mark) {}

  /**
   * @param newestFirst as they are listed
   */
  static SyncStrip of(List<SyncView> newestFirst) {
    long most =
        Math.max(1, newestFirst.stream().mapToLong(each -> each.row().records()).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    int count = Math.min(MOST, newestFirst.size());
    for (int i = 0; i < count; i++) {
      SyncView each = newestFirst.get(count - 1 - i);
      SyncRow row = each.row();
      int room = HEIGHT - MARK - LOWEST;
      int height = LOWEST + (int) Math.round((double) room * row.records() / most);
      bars.add(
          new Bar(
              each,
              i * STEP,
              HEIGHT - height,
              STEP,
              height,
              SyncView.tone(row.state()),
              switch (row.state()) {
                case "failed" -> "\u00d7";
                case "partial" -> "!";
                case "cancelled" -> "\u2013";
                default -> "";
              }));
    }
    return new SyncStrip(bars, count * STEP, HEIGHT);
  }
}
