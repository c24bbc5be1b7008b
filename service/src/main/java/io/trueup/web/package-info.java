/** What every page is made of: assets, templates, the frame around them, sessions and sign-in. */
@NullMarked
package io.trueup.web;

import org.jspecify.annotations.NullMarked;
