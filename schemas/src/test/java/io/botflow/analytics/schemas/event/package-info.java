/** Tests of the event's codec, against the examples and against what the JDK and Jackson say of the same bytes. */
package io.botflow.analytics.schemas.event;
