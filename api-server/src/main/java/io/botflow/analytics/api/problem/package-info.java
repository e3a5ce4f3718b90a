/** Errors as clients see them. */
package io.botflow.analytics.api.problem;
