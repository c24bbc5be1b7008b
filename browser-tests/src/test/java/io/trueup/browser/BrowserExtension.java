package io.trueup.browser;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one demo and one browser for all tests, and gives each test its own people. Whether there
 * is a browser is a condition of the class: an assumption in a set-up would let the tests vanish
 * from the report instead of showing them as skipped.
 */
final class BrowserExtension
    implements ExecutionCondition,
        ParameterResolver,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Path> found = Chromium.find();
    if (found.isPresent()) {
      return ConditionEvaluationResult.enabled("browser " + found.get());
    }
    if (Boolean.getBoolean("browser.required")) {
      throw new IllegalStateException(Chromium.MISSING);
    }
    return ConditionEvaluationResult.disabled(Chromium.MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Demo.class || type == People.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store all = context.getRoot().getStore(NAMESPACE);
    Demo demo = all.getOrComputeIfAbsent(Demo.class, type -> Demo.start(), Demo.class);
    if (parameter.getParameter().getType() == Demo.class) {
      return demo;
    }
    Chromium browser =
        all.getOrComputeIfAbsent(Chromium.class, type -> Chromium.launch(), Chromium.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(People.class, type -> new People(demo, browser), People.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    People people = context.getStore(NAMESPACE).get(People.class, People.class);
    if (people != null && context.getExecutionException().isPresent()) {
      people.picture(
          Path.of("target", "failures"),
          context.getRequiredTestClass().getSimpleName()
              + "."
              + context.getRequiredTestMethod().getName());
    }
  }

  /** What a page did that it must not do fails the test that opened it. */
  @Override
  public void afterEach(ExtensionContext context) {
    People people = context.getStore(NAMESPACE).get(People.class, People.class);
    if (people != null) {
      people.leave();
      if (context.getExecutionException().isEmpty()) {
        people.requireNothingOdd();
      }
    }
  }
}
