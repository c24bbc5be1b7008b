package io.trueup.stage;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is worked out when it is first asked for, and let go of what it was made from. */
final class Later<T> {
  private volatile @Nullable Supplier<T> made;
  private volatile @Nullable T value;

  Later(Supplier<T> made) {
    this.made = made;
  }

  T get() {
    T known = value;
    if (known == null) {
      Supplier<T> making = made;
      // Another thread may have been quicker.
      known = making == null ? Objects.requireNonNull(value) : making.get();
      value = known;
      made = null;
    }
    return known;
  }
}
