/**
 * Clients whose accounts are known: made ones of any size, and folders of labelled ones, with the
 * figures by which matching them is judged. For tests and benchmarks alone.
 */
@NullMarked
package io.trueup.clients;

import org.jspecify.annotations.NullMarked;
