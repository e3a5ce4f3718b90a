/** Tests of what operators of several jobs are built on. */
package io.botflow.analytics.jobs.operator;
