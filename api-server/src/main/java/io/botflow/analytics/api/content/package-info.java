/** Answers as bytes: how they are coded, and how a client knows that it has them already. */
package io.botflow.analytics.api.content;
