package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

/** RFC 6902: the cases of its appendix A, and what else a peer may make of a patch. */
class JsonPatchTest {
  /** JSON with single quotes for double ones. */
  private static @Nullable Object json(String text) {
    try (JsonParser parser = Json.parser(text.replace('\'', '"'))) {
      parser.nextToken();
      return JsonValueReader.value(parser);
    }
  }

  private static List<?> patch(String text) {
    return (List<?>) Objects.requireNonNull(json(text));
  }

  private static String applied(String document, String patch) throws JsonPatchException {
    return JsonValueWriter.json(JsonPatch.applied(patch(patch), json(document))).replace('"', '\'');
  }

  private static void assertRefused(String document, String patch) {
    Object before = json(document);

    assertThatThrownBy(() -> JsonPatch.applied(patch(patch), before))
        .isInstanceOf(JsonPatchException.class);
    assertThat(before).isEqualTo(json(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A.1 a member is added | {'a':1} | [{'op':'add','path':'/b','value':2}] | {'a':1,'b':2}",
        "A.2 an element is added | {'a':[1,3]} | [{'op':'add','path':'/a/1','value':2}] | {'a':[1,2,3]}",
        "A.3 a member is removed | {'a':1,'b':2} | [{'op':'remove','path':'/a'}] | {'b':2}",
        "A.4 an element is removed | {'a':[1,2,3]} | [{'op':'remove','path':'/a/1'}] | {'a':[1,3]}",
        "A.5 a value is replaced | {'a':1,'b':2} | [{'op':'replace','path':'/a','value':7}] | {'a':7,'b':2}",
        "A.6 a value is moved | {'a':{'x':1,'y':2},'b':{'z':3}}"
            + " | [{'op':'move','from':'/a/y','path':'/b/w'}] | {'a':{'x':1},'b':{'z':3,'w':2}}",
        "A.7 an element is moved | {'a':[1,2,3,4]} | [{'op':'move','from':'/a/1','path':'/a/3'}]"
            + " | {'a':[1,3,4,2]}",
        "A.8 a test passes | {'a':'x','b':['y',2]} | [{'op':'test','path':'/a','value':'x'},"
            + "{'op':'test','path':'/b/1','value':2}] | {'a':'x','b':['y',2]}",
        "A.10 a nested member is added | {'a':1} | [{'op':'add','path':'/b','value':{'c':{}}}]"
            + " | {'a':1,'b':{'c':{}}}",
        "A.11 unknown members are ignored | {'a':1}"
            + " | [{'op':'add','path':'/b','value':2,'why':3}] | {'a':1,'b':2}",
        "A.14 tildes are escaped in order | {'/':9,'~1':10}"
            + " | [{'op':'test','path':'/~01','value':10}] | {'/':9,'~1':10}",
        "A.16 an array is an element | {'a':[1]} | [{'op':'add','path':'/a/-','value':[2,3]}]"
            + " | {'a':[1,[2,3]]}",
        "a member that is there is replaced by add | {'a':1} | [{'op':'add','path':'/a','value':null}]"
            + " | {'a':null}",
        "null is a value | {'a':null} | [{'op':'test','path':'/a','value':null},"
            + "{'op':'replace','path':'/a','value':1}] | {'a':1}",
        "the whole document is replaced | {'a':1} | [{'op':'replace','path':'','value':[2]}] | [2]",
        "the whole document is added | 1 | [{'op':'add','path':'','value':{'b':2}}] | {'b':2}",
        "the whole document is removed | {'a':1} | [{'op':'remove','path':''}] | null",
        "a name may be empty | {'':1} | [{'op':'replace','path':'/','value':2}] | {'':2}",
        "a name may hold a slash | {} | [{'op':'add','path':'/a~1b','value':1}] | {'a/b':1}",
        "a name may look like an index | {'0':1} | [{'op':'replace','path':'/0','value':2}] | {'0':2}",
        "a copy is on its own | {'a':{'x':1}} | [{'op':'copy','from':'/a','path':'/b'},"
            + "{'op':'replace','path':'/b/x','value':2}] | {'a':{'x':1},'b':{'x':2}}",
        "a value moves to where it is | {'a':1} | [{'op':'move','from':'/a','path':'/a'}] | {'a':1}",
        "a value moves up over what it was in | {'a':{'b':1}} | [{'op':'move','from':'/a/b','path':'/a'}]"
            + " | {'a':1}",
        "numbers are equal by value | {'a':1.0} | [{'op':'test','path':'/a','value':1}] | {'a':1.0}",
        "objects are equal in any order | {'a':{'x':1,'y':[2]}}"
            + " | [{'op':'test','path':'/a','value':{'y':[2],'x':1}}] | {'a':{'x':1,'y':[2]}}",
        "an empty patch changes nothing | {'a':1} | [] | {'a':1}",
      })
  void appliesAsTheRfcSays(String name, String document, String patch, String expected)
      throws JsonPatchException {
    assertThat(applied(document, patch)).as(name).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A.9 a test fails | {'a':'x'} | [{'op':'test','path':'/a','value':'y'}]",
        "A.12 the target's parent is missing | {'a':1} | [{'op':'add','path':'/b/c','value':2}]",
        "A.13 op and path are not told | {'a':1} | [{'value':2}]",
        "A.15 a string is no number | {'a':10} | [{'op':'test','path':'/a','value':'10'}]",
        "what is not there cannot be removed | {'a':1} | [{'op':'remove','path':'/b'}]",
        "what is not there cannot be replaced | {'a':1} | [{'op':'replace','path':'/b','value':1}]",
        "what is not there cannot be copied | {'a':1} | [{'op':'copy','from':'/b','path':'/c'}]",
        "nothing is in a scalar | {'a':1} | [{'op':'add','path':'/a/b','value':1}]",
        "nothing is in null | {'a':null} | [{'op':'add','path':'/a/b','value':1}]",
        "an index is beyond the end | [1] | [{'op':'add','path':'/2','value':1}]",
        "only add may name the end | [1] | [{'op':'replace','path':'/-','value':1}]",
        "the end is not there to be removed | [1] | [{'op':'remove','path':'/1'}]",
        "an empty list has nothing to remove | [] | [{'op':'remove','path':'/0'}]",
        "an index has no leading zero | [1,2] | [{'op':'test','path':'/01','value':2}]",
        "an index has no sign | [1,2] | [{'op':'test','path':'/+1','value':2}]",
        "an index is too large for a number | [1] | [{'op':'test','path':'/99999999999','value':1}]",
        "a pointer begins with a slash | {'a':1} | [{'op':'test','path':'a','value':1}]",
        "a tilde escapes something | {'~2':1} | [{'op':'test','path':'/~2','value':1}]",
        "a tilde at the end escapes nothing | {'~':1} | [{'op':'test','path':'/~','value':1}]",
        "a value is not moved into itself | {'a':{'b':1}} | [{'op':'move','from':'/a','path':'/a/c'}]",
        "there is no such operation | {} | [{'op':'spam','path':'/a','value':1}]",
        "a value is absent | {} | [{'op':'add','path':'/a'}]",
        "from is absent | {'a':1} | [{'op':'move','path':'/b'}]",
        "an operation is no object | {} | ['add']",
      })
  void whatDoesNotApplyIsRefusedAndChangesNothing(String name, String document, String patch) {
    assertRefused(document, patch);
  }

  @Test
  void whatAppliedBeforeTheOperationThatDoesNotIsTakenBack() {
    assertRefused(
        "{'a':{'b':1}}",
        "[{'op':'replace','path':'/a/b','value':2},{'op':'test','path':'/a/b','value':1}]");
  }

  @Test
  void aTestSeesWhatTheOperationsBeforeItDid() throws JsonPatchException {
    assertThat(applied(
            "{}", "[{'op':'add','path':'/a','value':1},{'op':'test','path':'/a','value':1}]"))
        .isEqualTo("{'a':1}");
  }

  @Test
  void theResultSharesNothingWithTheDocumentAndThePatch() throws JsonPatchException {
    Object document = json("{'a':{'x':1}}");
    List<?> patch =
        patch("[{'op':'add','path':'/b','value':{'y':1}},{'op':'add','path':'/b/z','value':2}]");

    JsonPatch.applied(patch, document);

    assertThat(document).isEqualTo(json("{'a':{'x':1}}"));
    assertThat(patch)
        .isEqualTo(patch(
            "[{'op':'add','path':'/b','value':{'y':1}},{'op':'add','path':'/b/z','value':2}]"));
  }

  @Test
  void aDocumentCopiedIntoItselfOverAndOverIsRefusedBeforeItFillsTheMemory() {
    String twice = "{'op':'copy','from':'/a','path':'/a/-'}";

    assertRefused("{'a':[1]}", "[" + (twice + ",").repeat(60) + twice + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"add", "move", "copy"})
  void aDocumentThatWouldBeNestedTooDeepIsRefused(String operation) {
    String deep =
        "{'a':".repeat(JsonPatch.MAX_DEPTH - 1) + "1" + "}".repeat(JsonPatch.MAX_DEPTH - 1);
    String path = "'path':'/y/y/y'";

    assertRefused(
        "{'x':" + deep + ",'y':{'y':{}}}",
        operation.equals("add")
            ? "[{'op':'add'," + path + ",'value':" + deep + "}]"
            : "[{'op':'" + operation + "','from':'/x'," + path + "}]");
  }
}
