package io.github.streamingchat.examples.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks for, in SQL's terms.
 *
 * <p>Immutable and thread-safe.
 *
 * @param measure the expression that is asked for
 * @param measureName what it is called in the result
 * @param group the expression that it is asked for by, or null
 * @param groupName what that is called in the result, or empty
 * @param groupIsTime whether the groups have an order of their own
 * @param filters the conditions
 * @param limit how many groups are wanted, or 0 for all
 * @param ascending whether the least come first
 * @param rowsWanted how many rows are wanted as they are, or 0 if none
 */
record Request(
    String measure,
    String measureName,
    @Nullable String group,
    String groupName,
    boolean groupIsTime,
    List<String> filters,
    int limit,
    boolean ascending,
    int rowsWanted) {
  Request {
    filters = List.copyOf(filters);
  }
}
