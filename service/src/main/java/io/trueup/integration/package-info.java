/**
 * Which systems are connected, with what settings and credentials; and Microsoft's names of its
 * SKUs.
 */
@NullMarked
package io.trueup.integration;

import org.jspecify.annotations.NullMarked;
