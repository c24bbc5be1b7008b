/**
 * Many tenants and months on a Spark cluster: a task reconciles one tenant's month at a time with
 * the engine, by the same rules and with the same result files as {@code trueup reconcile}.
 */
@NullMarked
package io.trueup.spark;

import org.jspecify.annotations.NullMarked;
