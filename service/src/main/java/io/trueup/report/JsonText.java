package io.trueup.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON that a diff can be read of: the outer levels a line each, what is deeper in one line;
 * numbers plain, line ends {@code \n}.
 */
final class JsonText implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;

  /**
   * @param levels how many levels of nesting get a line for each of their elements
   */
  JsonText(Writer out, int levels) throws IOException {
    json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    if (levels > 0) {
      json.setPrettyPrinter(new Lines(levels));
    }
  }

  /** Elements of the outer levels stand on lines of their own, all others in their parent's. */
  private static final class Lines extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    private final int levels;

    Lines(int levels) {
      super(
          Separators.createDefaultInstance()
              .withObjectFieldValueSpacing(Spacing.AFTER)
              .withObjectEntrySpacing(Spacing.NONE)
              .withArrayValueSpacing(Spacing.NONE)
              .withObjectEmptySeparator("")
              .withArrayEmptySeparator(""));
      this.levels = levels;
      NopIndenter counting =
          new NopIndenter() {
            @Override
            public boolean isInline() {
              return false;
            }
          };
      indentObjectsWith(counting);
      indentArraysWith(counting);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Lines(levels);
    }

    private void line(JsonGenerator json, int inner, int indent) throws IOException {
      if (inner < levels) {
        json.writeRaw('\n');
        json.writeRaw("  ".repeat(indent));
      }
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
      line(json, _nesting, _nesting);
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      line(json, _nesting, _nesting);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(_nesting < levels ? "," : ", ");
      line(json, _nesting, _nesting);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(_nesting < levels ? "," : ", ");
      line(json, _nesting, _nesting);
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
      _nesting--;
      if (entries > 0) {
        line(json, _nesting + 1, _nesting);
      }
      json.writeRaw('}');
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      _nesting--;
      if (values > 0) {
        line(json, _nesting + 1, _nesting);
      }
      json.writeRaw(']');
    }
  }

  JsonText open() throws IOException {
    json.writeStartObject();
    return this;
  }

  JsonText object(String name) throws IOException {
    json.writeObjectFieldStart(name);
    return this;
  }

  JsonText end() throws IOException {
    json.writeEndObject();
    return this;
  }

  JsonText array(String name) throws IOException {
    json.writeArrayFieldStart(name);
    return this;
  }

  JsonText endArray() throws IOException {
    json.writeEndArray();
    return this;
  }

  JsonText field(String name, @Nullable Object value) throws IOException {
    json.writeFieldName(name);
    value(value);
    return this;
  }

  private void value(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        value(each);
      }
      json.writeEndArray();
    } else if (value instanceof String || value instanceof Temporal) {
      json.writeString(value.toString());
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  /** All columns of a row as fields. */
  <T> JsonText fields(List<Column<T>> columns, T row) throws IOException {
    for (Column<T> column : columns) {
      field(column.name(), column.value().apply(row));
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
