/** People who sign in: who they are, their passwords, and how often somebody may try one. */
@NullMarked
package io.trueup.user;

import org.jspecify.annotations.NullMarked;
