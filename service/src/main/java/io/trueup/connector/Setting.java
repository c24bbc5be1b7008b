package io.trueup.connector;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that whoever sets up an integration says.
 *
 * @param title what a form calls it
 * @param description where to find it
 * @param required whether it must be given; false where there is a default
 * @param defaultValue what counts where it is not given; may name other settings in double braces
 * @param values the only values allowed; empty where any is
 * @param example a value as it may look
 * @param list whether it is a list, separated by {@code ;}
 */
public record Setting(
    String title,
    String description,
    boolean required,
    @Nullable String defaultValue,
    List<String> values,
    @Nullable String example,
    boolean list) {
  public Setting {
    values = values == null ? List.of() : List.copyOf(values);
    required = required && defaultValue == null;
  }

  /** As a manifest says it: what is not said to be optional, and has no default, is required. */
  @JsonCreator
  static Setting of(
      @JsonProperty("title") String title,
      @JsonProperty("description") String description,
      @JsonProperty("required") @Nullable Boolean required,
      @JsonProperty("default") @Nullable String defaultValue,
      @JsonProperty("values") @Nullable List<String> values,
      @JsonProperty("example") @Nullable String example,
      @JsonProperty("list") boolean list) {
    return new Setting(
        title,
        description,
        required == null || required,
        defaultValue,
        values == null ? List.of() : values,
        example,
        list);
  }
}
