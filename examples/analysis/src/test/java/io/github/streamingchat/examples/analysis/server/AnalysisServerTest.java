package io.github.streamingchat.examples.analysis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint by its bytes, and what it says of rows. */
class AnalysisServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private AnalysisServer server;

  @BeforeEach
  void start() throws IOException {
    server = AnalysisServer.start(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.url()).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void anAnswerIsMetadataThenTokensThenDone() throws Exception {
    HttpResponse<String> response = post(
        "{\"query\":\"?\",\"queryResults\":{\"columns\":[\"rows\"],\"rows\":[[1234]],\"totalRows\":1}}");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(response.body().split("\n\n"))
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("event: metadata\ndata: ").contains("\"rowsRead\":1"),
            token -> assertThat(token).isEqualTo("event: token\ndata: {\"content\":\"There \"}"),
            token -> assertThat(token).isEqualTo("event: token\ndata: {\"content\":\"are \"}"),
            token -> assertThat(token).isEqualTo("event: token\ndata: {\"content\":\"1,234 \"}"),
            token -> assertThat(token).isEqualTo("event: token\ndata: {\"content\":\"rows.\"}"),
            last -> assertThat(last).isEqualTo("event: done\ndata: {}"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
      ["total_x"]          | [[1.5]]                                | Total x: 1.50.
      ["titles"]           | [[14]]                                 | There are 14 titles.
      ["title","max_x"]    | [["a b",2]]                            | Title: a b, max x: 2.
      ["x"]                | []                                     | No row fits the question.
      ["x"]                | [[null]]                               | X: unknown.
      ["c","rows"]         | [["a",3],["b",1]]                      | a has the most rows, 3, and b the fewest, 1. Together these 2 rows make 4; a alone makes 75.0 % of it.
      ["c","average_x"]    | [["a",3],["b",null],["c",1]]           | a has the highest average x, 3, and c the lowest, 1.
      ["month","total_x"]  | [["2025-01",4],["2025-02",6],["2025-03",2]] | 2025-02 has the highest total x, 6, and 2025-03 the lowest, 2. Together these 3 rows make 12; 2025-02 alone makes 50.0 % of it. From 2025-01 to 2025-03 it went down by 50.0 %.
      ["c","total_x"]      | [["a",-3],["b",3]]                     | b has the highest total x, 3, and a the lowest, -3.
      ["a","b","c","d"]    | [[1,2,3,4],[5,6,7,8]]                  | There are 2 rows with a, b, c and d.
      ["name"]             | [["x"],["y"]]                          | There are 2 rows with name.
      ["x"]                | [[null],[null]]                        | There are 2 rows with x.
      """)
  void theRowsAreToldInWords(String columns, String rows, String text) throws Exception {
    String body = post("{\"queryResults\":{\"columns\":%s,\"rows\":%s}}".formatted(columns, rows))
        .body();
    String told = body.lines()
        .filter(line -> line.startsWith("data: {\"content\":\""))
        .map(line -> line.substring(18, line.length() - 2).replace("\\n", " "))
        .reduce("", String::concat)
        .replaceAll(" +", " ");
    assertThat(told).isEqualTo(text);
    assertThat(body).endsWith("event: done\ndata: {}\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"queryResults\":7}",
        "{\"queryResults\":{\"columns\":[],\"rows\":[]}}",
        "{\"queryResults\":{\"columns\":[\"a\"],\"rows\":[[1,2]]}}",
        "{\"queryResults\":{\"columns\":[\"a\"],\"rows\":[7]}}"
      })
  void whatIsNoQuestionWithRowsIsRefused(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":\"");
  }

  @Test
  void aLongBodyAndAnotherMethodAreRefused() throws Exception {
    assertThat(post(" ".repeat(1_000_001)).statusCode()).isEqualTo(413);
    HttpResponse<String> got =
        client.send(HttpRequest.newBuilder(server.url()).build(), BodyHandlers.ofString());
    assertThat(got.statusCode()).isEqualTo(405);
  }
}
