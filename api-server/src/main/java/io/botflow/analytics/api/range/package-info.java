/** What part of time a request asks for, and into which buckets it is cut: days and hours of every time zone. */
package io.botflow.analytics.api.range;
