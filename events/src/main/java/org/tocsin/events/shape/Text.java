package org.tocsin.events.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The limits of a text field; without it a text is one line of at most 200 characters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Text {

  /** Longest text, in characters (UTF-16 units). */
  int max() default 200;

  /** Whether line breaks and tabs are allowed. */
  boolean lines() default false;
}
