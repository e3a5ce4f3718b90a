/** Conversations: what their events say, whatever order they come in, and which facts that makes. */
package io.botflow.analytics.jobs.conversation.track;
