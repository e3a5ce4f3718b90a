/** Job {@code conversation-analytics}: from events to the metric tables. Begin with {@code ConversationAnalyticsPipeline}. */
package io.botflow.analytics.jobs.conversation;
