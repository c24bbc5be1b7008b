/**
 * The demo month: a made-up managed service provider whose October tells six stories, written as an
 * export folder.
 */
@NullMarked
package io.trueup.demo;

import org.jspecify.annotations.NullMarked;
