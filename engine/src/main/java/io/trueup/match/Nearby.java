package io.trueup.match;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the companies worth comparing with an account: a dozen or so, never all. For one thread.
 */
final class Nearby {
  /** Companies that letters alone bring in. */
  private static final int NEAREST = 12;

  /** What is less alike is looked at only when nothing else is there. */
  private static final double FAINT = 0.2;

  private static final int ALWAYS = 5;

  private final CompanyIndex index;
  private final Trigrams.Room room;
  private final int[] places;
  private CompanyProfile[] companies = new CompanyProfile[64];
  private double[] letters = new double[64];
  private int size;

  Nearby(CompanyIndex index) {
    this.index = index;
    this.room = index.trigrams().room();
    this.places = new int[index.size()];
    Arrays.fill(places, -1);
  }

  /** How many companies were found. */
  int size() {
    return size;
  }

  CompanyProfile company(int at) {
    return companies[at];
  }

  /** How near the letters of the names are, 0 to 1. */
  double letters(int at) {
    return letters[at];
  }

  /** Looks for companies; those found before are forgotten. */
  void find(AccountProfile account, Contacts contacts) {
    for (int i = 0; i < size; i++) {
      places[companies[i].number()] = -1;
    }
    size = 0;
    for (Weighed reading : account.readings()) {
      nearest(reading.name(), 1);
      named(reading.name());
    }
    account
        .name()
        .main()
        .ifPresent(
            main -> {
              nearest(main, 1);
              named(main);
            });
    Weighed parent = account.parent();
    if (parent != null) {
      nearest(parent.name(), 0.9);
      named(parent.name());
    }
    if (contacts.referenced() != null) {
      add(contacts.referenced(), 0);
    }
    addAll(contacts.coded());
    contacts.ofDomains().forEach(this::addAll);
    for (String label : account.labels()) {
      Called called = index.called(label);
      addAll(called.labelled());
      addAll(called.named());
      addAll(called.initialled());
    }
    addAll(contacts.called());
  }

  private void nearest(Name name, double worth) {
    index.trigrams().nearest(name, NEAREST, room);
    for (int i = 0; i < room.size(); i++) {
      if (i >= ALWAYS && room.likeness(i) < FAINT) {
        break;
      }
      add(index.owner(room.name(i)), room.likeness(i) * worth);
    }
  }

  private void named(Name name) {
    named(name.key());
    if (!name.bare().equals(name.key())) {
      named(name.bare());
    }
    for (String code : name.codes()) {
      addAll(index.withCode(code));
    }
    for (String word : name.words()) {
      addAll(index.withCode(word));
    }
    if (name.words().length == 1) {
      addAll(index.called(name.key()).initialled());
    } else {
      addAll(index.named(name.initials()));
    }
  }

  private void named(String key) {
    Called called = index.called(key);
    addAll(called.named());
    addAll(called.labelled());
    addAll(called.coded());
  }

  private void addAll(List<CompanyProfile> more) {
    for (int i = 0; i < more.size(); i++) {
      add(more.get(i), 0);
    }
  }

  private void add(CompanyProfile company, double like) {
    int place = places[company.number()];
    if (place >= 0) {
      letters[place] = Math.max(letters[place], like);
      return;
    }
    if (size == companies.length) {
      companies = Arrays.copyOf(companies, size * 2);
      letters = Arrays.copyOf(letters, size * 2);
    }
    companies[size] = company;
    letters[size] = like;
    places[company.number()] = size++;
  }
}
