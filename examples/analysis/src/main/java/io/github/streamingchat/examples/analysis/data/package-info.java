/**
 * One CSV file as a table that can be asked and not changed. DuckDB reads the file, parses the SQL and
 * runs it; nothing here knows of chats.
 */
@NullMarked
package io.github.streamingchat.examples.analysis.data;

import org.jspecify.annotations.NullMarked;
