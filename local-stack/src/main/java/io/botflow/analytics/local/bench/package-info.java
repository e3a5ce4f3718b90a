/** Measures a local stack from outside: real clients over loopback, in a process of their own. */
package io.botflow.analytics.local.bench;
