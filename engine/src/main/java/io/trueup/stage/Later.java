package io.trueup.stage;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is worked out when it is first asked for, and let go of what it was made from. */
final class Later<T extends Object> {
  private volatile @Nullable Supplier<? extends T> made;
  private volatile @Nullable T value;

  Later(Supplier<? extends T> made) {
    this(made, null);
  }

  private Later(@Nullable Supplier<? extends T> made, @Nullable T value) {
    this.made = made;
    this.value = value;
  }

  /** Something that is known already. */
  static <T> Later<T> known(T value) {
    return new Later<>(null, value);
  }

  T get() {
    T known = value;
    if (known == null) {
      Supplier<? extends T> making = made;
      // Another thread may have been quicker.
      known = making == null ? Objects.requireNonNull(value) : making.get();
      value = known;
      made = null;
    }
    return known;
  }

  /** Equal to whatever comes to the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Later<?> later && get().equals(later.get());
  }

  @Override
  public int hashCode() {
    return get().hashCode();
  }

  @Override
  public String toString() {
    return get().toString();
  }
}
