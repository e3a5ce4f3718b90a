/** Sends recorded events again, byte for byte. */
package io.botflow.analytics.local.replay;
