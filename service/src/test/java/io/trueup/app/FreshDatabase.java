package io.trueup.app;

import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A migrated database for one test alone, where a class has several that need one. */
final class FreshDatabase implements BeforeEachCallback {
  private @Nullable ExtensionContext context;

  @Override
  public void beforeEach(ExtensionContext before) {
    context = before;
  }

  TestDatabase database() {
    return TestDatabases.create(Objects.requireNonNull(context));
  }
}
