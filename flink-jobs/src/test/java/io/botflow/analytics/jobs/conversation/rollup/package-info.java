/** Tests of how facts add up. */
package io.botflow.analytics.jobs.conversation.rollup;
