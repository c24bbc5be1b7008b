package io.trueup.clients;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The connected systems: what of a client each knows, and how it tends to misname it. */
enum SourceSystem {
  EDR("edr", 0, 0, 0, 0, 50),
  RMM("rmm", 0, 410, 240, 100, 0),
  M365("m365", 1000, 335, 0, 0, 880),
  DISTRIBUTOR("dist", 510, 795, 560, 80, 990),
  BACKUP("backup", 210, 0, 0, 0, 0);

  private static final Set<Disguise> TENANT_ONLY = EnumSet.of(Disguise.TENANT_NAME);
  private static final Set<Disguise> FORMAL_ONLY = EnumSet.of(Disguise.LEGAL_ONLY);
  private static final Set<Disguise> TECHNICAL_ONLY =
      EnumSet.of(Disguise.CODE, Disguise.CODE_PREFIX, Disguise.STATUS, Disguise.ACRONYM_AND_NAME);

  private final String id;
  private final int domain;
  private final int city;
  private final int phone;
  private final int reference;
  private final int country;

  SourceSystem(String id, int domain, int city, int phone, int reference, int country) {
    this.id = id;
    this.domain = domain;
    this.city = city;
    this.phone = phone;
    this.reference = reference;
    this.country = country;
  }

  String id() {
    return id;
  }

  boolean knowsDomain(Draw draw) {
    return draw.perMille(domain);
  }

  boolean knowsCity(Draw draw) {
    return draw.perMille(city);
  }

  boolean knowsPhone(Draw draw) {
    return draw.perMille(phone);
  }

  boolean knowsReference(Draw draw) {
    return draw.perMille(reference);
  }

  boolean knowsCountry(Draw draw) {
    return draw.perMille(country);
  }

  /** Whether it can tell two clients of one name apart by more than the name. */
  boolean knowsPlaces() {
    return city > 0;
  }

  /** How likely each disguise is here; distributors and tenants are named by the book. */
  Map<Disguise, Integer> disguises() {
    boolean formal = this == M365 || this == DISTRIBUTOR;
    Map<Disguise, Integer> weights = new EnumMap<>(Disguise.class);
    for (Disguise disguise : Disguise.values()) {
      boolean fits =
          TENANT_ONLY.contains(disguise)
              ? this == M365
              : FORMAL_ONLY.contains(disguise)
                  ? formal
                  : !TECHNICAL_ONLY.contains(disguise) || !formal;
      if (fits) {
        weights.put(disguise, disguise.weight());
      }
    }
    return weights;
  }
}
