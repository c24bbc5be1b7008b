package io.trueup.facts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The only words that a text field of a fact ever holds, the empty text among them when it can be
 * empty. A rule that asks for another word is refused, since it could never hold.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Words {
  /** The words. */
  String[] value();
}
