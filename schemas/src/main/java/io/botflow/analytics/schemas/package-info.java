/** What crosses a process border by name: Kafka topics and Redis keys. */
package io.botflow.analytics.schemas;
