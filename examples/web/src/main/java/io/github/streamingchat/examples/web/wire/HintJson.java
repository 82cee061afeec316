package io.github.streamingchat.examples.web.wire;

import io.github.streamingchat.view.Hint;
import io.github.streamingchat.view.TextHints;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What in a text is code or a link, as the page is told. */
public final class HintJson {
  private HintJson() {}

  /**
   * Describes a hint.
   *
   * @param hint the hint
   * @return its members
   */
  public static Map<String, @Nullable Object> of(Hint hint) {
    return Json.object(
        "kind",
        hint.kind().name(),
        "from",
        hint.from(),
        "to",
        hint.to(),
        "contentFrom",
        hint.contentFrom(),
        "contentTo",
        hint.contentTo(),
        "detail",
        hint.detail(),
        "open",
        hint.open());
  }

  /**
   * Finds the hints of a text that is there already.
   *
   * @param text the text
   * @param whole whether nothing follows it
   * @return the hints in order
   */
  public static List<Map<String, @Nullable Object>> in(String text, boolean whole) {
    TextHints hints = new TextHints();
    hints.add(text);
    if (whole) {
      hints.end();
    }
    return Stream.concat(hints.settled().stream(), hints.open().stream())
        .map(HintJson::of)
        .toList();
  }
}
