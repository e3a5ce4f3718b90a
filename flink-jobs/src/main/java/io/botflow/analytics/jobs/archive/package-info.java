/** Job {@code message-archive}: the messages themselves, for reading what is behind the numbers. */
package io.botflow.analytics.jobs.archive;
