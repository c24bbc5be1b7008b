package io.trueup.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Writes a picture with at most 256 colours: a page has few, and the file is a third of its size.
 * Colours are split at the median of their widest channel until there are enough groups.
 */
final class Palette {
  private static final int MOST = 256;

  private Palette() {}

  /** A colour and how many pixels have it. */
  private record Tint(int rgb, int pixels) {
    int channel(int shift) {
      return (rgb >> shift) & 0xff;
    }
  }

  /** Colours that become one. */
  private record Group(List<Tint> tints) {
    int widest() {
      int widest = 0;
      for (int shift : new int[] {0, 8, 16}) {
        widest = range(shift) > range(widest) ? shift : widest;
      }
      return widest;
    }

    int range(int shift) {
      int lowest = tints.stream().mapToInt(tint -> tint.channel(shift)).min().orElse(0);
      return tints.stream().mapToInt(tint -> tint.channel(shift)).max().orElse(0) - lowest;
    }

    /** How much would be lost if it were one colour: wide groups of many pixels are split first. */
    double weight() {
      long pixels = tints.stream().mapToLong(Tint::pixels).sum();
      return range(widest()) * Math.sqrt(pixels);
    }

    /** The colour of most pixels: surfaces keep theirs to the bit. */
    int rgb() {
      return tints.stream().max(Comparator.comparingInt(Tint::pixels)).orElseThrow().rgb();
    }

    List<Group> halves() {
      int shift = widest();
      List<Tint> sorted = new ArrayList<>(tints);
      sorted.sort(Comparator.comparingInt(tint -> tint.channel(shift)));
      int middle = sorted.size() / 2;
      return List.of(
          new Group(List.copyOf(sorted.subList(0, middle))),
          new Group(List.copyOf(sorted.subList(middle, sorted.size()))));
    }
  }

  static byte[] reduce(byte[] png) throws IOException {
    BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
    int[] pixels = full.getRGB(0, 0, full.getWidth(), full.getHeight(), null, 0, full.getWidth());
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    List<Group> groups = groups(counts);
    int[] colours = groups.stream().mapToInt(Group::rgb).toArray();
    Map<Integer, Integer> index = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (Tint tint : groups.get(i).tints()) {
        index.put(tint.rgb(), i);
      }
    }
    IndexColorModel model =
        new IndexColorModel(
            8, colours.length, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage small =
        new BufferedImage(
            full.getWidth(), full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int i = 0; i < pixels.length; i++) {
      small
          .getRaster()
          .setSample(
              i % full.getWidth(),
              i / full.getWidth(),
              0,
              index.getOrDefault(pixels[i] & 0xffffff, 0));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "png", out);
    return out.toByteArray();
  }

  private static List<Group> groups(Map<Integer, Integer> counts) {
    List<Tint> tints = new ArrayList<>();
    counts.forEach((rgb, pixels) -> tints.add(new Tint(rgb, pixels)));
    tints.sort(Comparator.comparingInt(Tint::rgb));
    List<Group> groups = new ArrayList<>(List.of(new Group(tints)));
    while (groups.size() < MOST) {
      Group widest =
          groups.stream()
              .filter(group -> group.tints().size() > 1)
              .max(Comparator.comparingDouble(Group::weight))
              .orElse(null);
      if (widest == null) {
        break;
      }
      groups.remove(widest);
      groups.addAll(widest.halves());
    }
    return groups;
  }
}
