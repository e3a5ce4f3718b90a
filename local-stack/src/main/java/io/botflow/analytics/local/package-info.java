/** The whole product on one machine: the command line, and the order in which its parts start and stop. */
package io.botflow.analytics.local;
