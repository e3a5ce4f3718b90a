/** From facts to rows: combined before the shuffle, rolled up per bot and day and per organization and hour. */
package io.botflow.analytics.jobs.conversation.rollup;
