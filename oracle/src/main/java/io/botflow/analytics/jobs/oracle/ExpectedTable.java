package io.botflow.analytics.jobs.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that a table must have, as column name to text; null is NULL, {@code LOW..HIGH} a percentile's interval.
 *
 * @param key the columns of the unique key
 * @param optional columns that are compared only where the actual rows have them
 */
public record ExpectedTable(String name, List<String> key, Set<String> optional, List<Map<String, String>> rows) {}
