package org.tocsin.events.shape;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.function.Function;

/**
 * Reads one component of a record, as a lambda would that names it: calls by reflection show in
 * profiles of intake (docs/performance.md).
 */
final class Accessor {

  private Accessor() {}

  /** Takes the record, gives the component's value. */
  @SuppressWarnings("unchecked")
  static Function<Object, Object> of(RecordComponent component) {
    Method method = component.getAccessor();
    try {
      var lookup =
          MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
      MethodHandle handle = lookup.unreflect(method);
      return (Function<Object, Object>)
          LambdaMetafactory.metafactory(
                  lookup,
                  "apply",
                  MethodType.methodType(Function.class),
                  MethodType.methodType(Object.class, Object.class),
                  handle,
                  handle.type())
              .getTarget()
              .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("a record's accessor can be called", e);
    }
  }
}
