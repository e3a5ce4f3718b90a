/** Tests of what every job shares: its settings and how it hangs together. */
package io.botflow.analytics.jobs;
