package io.trueup.integration;

import io.trueup.connector.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a connector asks of whoever sets up an integration with it.
 *
 * @param id its id
 * @param name what people call it
 * @param vendor the system's vendor, such as {@code ninjaone}
 * @param category what kind of system it is, as in the export folder
 * @param description what it reads
 * @param documentation address of the vendor's own description, empty when there is none
 * @param maturity {@code verified}, {@code documented} or {@code experimental}
 * @param maturityNote what is not known for sure, empty when all is
 * @param settings by name, in the order in which a form asks
 * @param credentials by name, in the order in which a form asks
 * @param streams ids of what it reads
 */
public record ConnectorForm(
    String id,
    String name,
    String vendor,
    String category,
    String description,
    String documentation,
    String maturity,
    String maturityNote,
    Map<String, Setting> settings,
    Map<String, Setting> credentials,
    List<String> streams) {
  public ConnectorForm {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    streams = List.copyOf(streams);
  }
}
