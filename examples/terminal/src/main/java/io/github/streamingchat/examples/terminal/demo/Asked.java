package io.github.streamingchat.examples.terminal.demo;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client asks for, as far as this server cares.
 *
 * <p>Not to be changed, and then thread-safe.
 *
 * @param json the whole request, for what one format alone cares for
 * @param model the name that the answer will carry
 * @param question the text of the last user message
 * @param toolResult what a tool answered, if that is the last thing in the conversation, else null
 * @param stream whether the answer is to come piece by piece
 */
record Asked(
    JsonNode json, String model, String question, @Nullable String toolResult, boolean stream) {}
