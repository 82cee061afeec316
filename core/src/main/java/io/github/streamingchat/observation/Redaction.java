package io.github.streamingchat.observation;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes foreign words fit for a log: what looks like a credential becomes {@code ***}, and what would
 * begin a new line or steer a terminal is shown by its code.
 */
final class Redaction implements UnaryOperator<String> {
  private static final String HIDDEN = "***";

  /** Each keeps its first group and hides the rest. */
  private static final List<Pattern> SECRETS = List.of(
      Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[\\w+/=.~-]{6,}"),
      Pattern.compile(
          "(?i)(\\b[\\w-]*(?:api[-_]?key|token|secret|password|passwd|authorization|signature)"
              + "[\"']?\\s*[:=]\\s*[\"']?)(?!\\*\\*\\*|bearer\\b|basic\\b)[^\\s\"'&,;)}]+"),
      Pattern.compile("()\\b(?:sk|pk|rk|gsk|xai|ghp|hf)[-_][\\w-]{6,}"),
      Pattern.compile("()\\bAIza[\\w-]{20,}"),
      Pattern.compile("()\\beyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*"),
      Pattern.compile("(://)[^/@\\s]+(?=@)"));

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  @Override
  public String apply(String words) {
    String shown = words;
    for (Pattern secret : SECRETS) {
      shown = secret.matcher(shown).replaceAll("$1" + HIDDEN);
    }
    return CONTROL.matcher(shown).replaceAll(Redaction::code);
  }

  private static String code(MatchResult control) {
    return String.format("\\\\u%04x", (int) control.group().charAt(0));
  }
}
