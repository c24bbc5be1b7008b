/**
 * Whose account each is: what the rules found in the newest data, with people's decisions applied,
 * and the ways to decide.
 */
@NullMarked
package io.trueup.client;

import org.jspecify.annotations.NullMarked;
