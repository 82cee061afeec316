/**
 * A conversation that outlives its program: each of its changes is written down as it happens, as lines
 * of JSON in a file or wherever a {@link io.github.streamingchat.journal.JournalStore} keeps them, and
 * read back at the next start. It follows the conversation as any subscriber does, on threads of its
 * own, so that no answer waits for a disk.
 */
@NullMarked
package io.github.streamingchat.journal;

import org.jspecify.annotations.NullMarked;
