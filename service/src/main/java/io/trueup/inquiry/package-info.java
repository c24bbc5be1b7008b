/**
 * What auditors ask: which rules decided a figure, what a rule decided, who changed it, what people
 * overrode. Each question is a class that reads within a tenant's transaction and knows no HTTP.
 */
@NullMarked
package io.trueup.inquiry;

import org.jspecify.annotations.NullMarked;
