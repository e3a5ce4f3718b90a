/** The routes of REST, and what they have in common: who asks, parameters, errors. */
package io.botflow.analytics.api.rest;
