package io.trueup.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind of system that Trueup can read: a manifest, understood. Immutable. */
public final class Connector {
  private final Manifest manifest;
  private final Map<String, StreamPlan> streams = new LinkedHashMap<>();
  private final String card;
  private final String hash;

  /** Compiles a manifest that was checked. */
  Connector(Manifest manifest, String card, String hash) {
    this.manifest = manifest;
    this.card = card;
    this.hash = hash;
    manifest
        .streams()
        .forEach((name, stream) -> streams.put(name, new StreamPlan(name, stream, manifest)));
  }

  /** What integrations call it. */
  public String id() {
    return manifest.id();
  }

  /** What people call it. */
  public String name() {
    return manifest.name();
  }

  /** What rules see as an integration's vendor. */
  public String vendor() {
    return manifest.vendor();
  }

  /** What mappings see as an integration's category, such as {@code rmm}. */
  public String category() {
    return manifest.category();
  }

  /** What is read, in a sentence. */
  public String description() {
    return manifest.description();
  }

  /** Where the vendor describes the interface. */
  public Optional<String> documentation() {
    return Optional.ofNullable(manifest.documentation());
  }

  /** {@code verified}, {@code documented} or {@code experimental}. */
  public String maturity() {
    return manifest.maturity();
  }

  /** What is not sure, where something is. */
  public Optional<String> maturityNote() {
    return Optional.ofNullable(manifest.maturityNote());
  }

  /** What whoever sets it up says, by name, in order. */
  public Map<String, Setting> settings() {
    return manifest.settings();
  }

  /** What is kept encrypted, by name, in order. */
  public Map<String, Setting> credentials() {
    return manifest.credentials();
  }

  /** Its streams, in order. */
  public List<StreamTitle> streams() {
    return manifest.streams().entrySet().stream()
        .map(
            each ->
                new StreamTitle(
                    each.getKey(),
                    each.getValue().title() == null ? each.getKey() : each.getValue().title(),
                    each.getValue().rows().stream().map(Manifest.Rows::table).distinct().toList()))
        .toList();
  }

  /** The page for people who set it up, in Markdown; empty where there is none. */
  public String card() {
    return card;
  }

  /** Names exactly what it says: SHA-256 of the manifest after inheritance. */
  public String hash() {
    return hash;
  }

  /**
   * A stream.
   *
   * @param name stable name
   * @param title what people call it
   * @param tables the tables of the export folder that it fills
   */
  public record StreamTitle(String name, String title, List<String> tables) {}

  Manifest manifest() {
    return manifest;
  }

  Map<String, StreamPlan> plans() {
    return streams;
  }

  /** What is wrong with an integration's settings and credentials, a sentence each. */
  public List<String> faults(Map<String, String> settings, Iterable<String> credentialNames) {
    return SettingsCheck.faults(this, settings, credentialNames);
  }

  @Override
  public String toString() {
    return id();
  }
}
