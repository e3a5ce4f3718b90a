/** Tests of the binary forms: each comes back as it was, and none of them is left to Kryo. */
package io.botflow.analytics.jobs.serialization;
