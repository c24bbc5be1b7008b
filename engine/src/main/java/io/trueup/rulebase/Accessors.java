package io.trueup.rulebase;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns accessor methods into functions that the JIT can inline. Used while a fact model is made,
 * never later.
 */
final class Accessors {
  private Accessors() {}

  @SuppressWarnings("unchecked")
  static Function<Object, @Nullable Object> reader(Method method) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
      MethodHandle handle = lookup.unreflect(method);
      MethodType actual =
          MethodType.methodType(
              MethodType.methodType(method.getReturnType()).wrap().returnType(),
              method.getDeclaringClass());
      return (Function<Object, @Nullable Object>)
          LambdaMetafactory.metafactory(
                  lookup,
                  "apply",
                  MethodType.methodType(Function.class),
                  MethodType.methodType(Object.class, Object.class),
                  handle,
                  actual)
              .getTarget()
              .invoke();
    } catch (Throwable failure) {
      throw new IllegalArgumentException("cannot read " + method, failure);
    }
  }

  /** A handle that takes the arguments as one array. */
  static MethodHandle spread(Method verb) {
    try {
      return MethodHandles.privateLookupIn(verb.getDeclaringClass(), MethodHandles.lookup())
          .unreflect(verb)
          .asSpreader(Object[].class, verb.getParameterCount())
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException failure) {
      throw new IllegalArgumentException("cannot call " + verb, failure);
    }
  }
}
