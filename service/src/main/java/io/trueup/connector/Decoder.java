package io.trueup.connector;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;

/** Turns an answer's bytes into maps, lists, texts, exact numbers and booleans. */
enum Decoder {
  JSON,
  BOM_JSON,
  XML,
  CSV;

  private static final int DEPTH = 100;
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEPTH)
          .maxNumberLength(200)
          .maxNameLength(2_000)
          .maxStringLength(5_000_000)
          .build();
  private static final JsonFactory JSON_READER =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final XmlMapper XML_READER =
      XmlMapper.builder(
              XmlFactory.builder()
                  .xmlInputFactory(woodstox())
                  .streamReadConstraints(LIMITS)
                  .build())
          .build();

  /** Named, since another reader of XML on the class path would offer itself first. */
  private static XMLInputFactory woodstox() {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** What keeps an answer from being read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReadFailure.Kind kind;

    Unreadable(ReadFailure.Kind kind, String what) {
      super(what);
      this.kind = kind;
    }

    ReadFailure.Kind kind() {
      return kind;
    }
  }

  /** The decoder of this name; JSON when there is none. */
  static Decoder named(@Nullable String name) {
    return name == null ? JSON : valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The answer as a tree; null for an empty one. */
  @Nullable Object decode(byte[] body) throws Unreadable {
    int from = startsWithMark(body) ? 3 : 0;
    int first = from;
    while (first < body.length && body[first] <= ' ' && body[first] >= 0) {
      first++;
    }
    if (first == body.length) {
      if (this == CSV) {
        return List.of();
      }
      throw new Unreadable(ReadFailure.Kind.UNREADABLE, "the answer is empty");
    }
    if (body[first] == '<' && (this != XML || isWebPage(body, first))) {
      throw new Unreadable(ReadFailure.Kind.WEB_PAGE, "the answer is a web page, not data");
    }
    try {
      return switch (this) {
        case JSON, BOM_JSON -> json(body, from);
        // The parser itself finds out in which letters it is written.
        case XML -> plain(XML_READER.readTree(body, from, body.length - from));
        case CSV -> csv(text(body, from));
      };
    } catch (StreamConstraintsException e) {
      throw new Unreadable(
          ReadFailure.Kind.TOO_LARGE, "the answer is nested too deeply or holds too long a value");
    } catch (JsonEOFException e) {
      throw new Unreadable(ReadFailure.Kind.UNREADABLE, "the answer ends early" + at(e));
    } catch (JsonProcessingException e) {
      boolean atEnd =
          e.getLocation() != null && e.getLocation().getByteOffset() >= body.length - from;
      throw new Unreadable(
          ReadFailure.Kind.UNREADABLE,
          (atEnd ? "the answer ends early" : "the answer is no " + label()) + at(e));
    } catch (CharacterCodingException e) {
      throw new Unreadable(
          ReadFailure.Kind.UNREADABLE, "the answer is no " + label() + " in UTF-8");
    } catch (StackOverflowError e) {
      throw new Unreadable(ReadFailure.Kind.TOO_LARGE, "the answer is nested too deeply");
    } catch (IOException | CsvParseException | IllegalArgumentException | IllegalStateException e) {
      throw new Unreadable(ReadFailure.Kind.UNREADABLE, "the answer is no " + label());
    }
  }

  private static boolean isWebPage(byte[] body, int first) {
    String start =
        new String(body, first, Math.min(60, body.length - first), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** Letters of another encoding are not taken for question marks. */
  private static String text(byte[] body, int from) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(body, from, body.length - from))
        .toString();
  }

  /** Fields without a value are left out: to a manifest they are the same as missing ones. */
  private static @Nullable Object json(byte[] body, int from) throws IOException {
    try (JsonParser parser = JSON_READER.createParser(body, from, body.length - from)) {
      Object tree = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more follows");
      }
      return tree;
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "nothing is there");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          Object value = value(parser, parser.nextToken());
          if (value != null) {
            map.put(name, value);
          }
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          Object value = value(parser, next);
          if (value != null) {
            list.add(value);
          }
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private String label() {
    return this == BOM_JSON ? "JSON" : name();
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static boolean startsWithMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  private static List<Map<String, Object>> csv(String text) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(text)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      row.getFieldsAsMap().forEach((name, value) -> fields.put(name.strip(), value));
      records.add(fields);
    }
    return records;
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(each -> list.add(plain(each)));
      return list;
    }
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.fields().forEachRemaining(field -> map.put(field.getKey(), plain(field.getValue())));
      // An element with attributes keeps its own text under an empty name.
      Object text = map.remove("");
      if (text instanceof String words && !words.isBlank()) {
        map.put("text", words);
      }
      return map;
    }
    return node.isNull() ? null : node.asText();
  }
}
