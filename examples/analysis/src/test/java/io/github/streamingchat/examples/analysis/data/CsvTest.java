package io.github.streamingchat.examples.analysis.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.streamingchat.examples.analysis.data.Column.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as they come. */
class CsvTest {
  @TempDir
  Path directory;

  private Table table(String csv) throws Exception {
    return Table.of(file(csv.getBytes(UTF_8)));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("it's [a] file*.csv"), bytes);
  }

  @Test
  void quotesSeparatorsAndLineEndsInsideOfCellsAreContent() throws Exception {
    try (Table table =
        table("name,said,n\na,\"x, y\",1\nb,\"he said \"\"no\"\"\",2\nc,\"two\nlines\",3\n")) {
      assertThat(table.run("SELECT said FROM data ORDER BY n").rows())
          .containsExactly(List.of("x, y"), List.of("he said \"no\""), List.of("two\nlines"));
    }
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() throws Exception {
    try (Table table = table("\uFEFFday,n\n2026-01-02,1\n2026-01-03,2\n")) {
      assertThat(table.schema().columns())
          .extracting(Column::name, Column::kind)
          .containsExactly(tuple("day", Kind.TIME), tuple("n", Kind.NUMBER));
    }
  }

  @Test
  void raggedLinesAreLeftOutAndReportedByTheirNumbers() throws Exception {
    try (Table table = table("a,b,c\n1,2,3\n4,5\n6,7,8\n9,10,11,12\n13,14,15\n")) {
      assertThat(table.run("SELECT a FROM data").rows())
          .containsExactlyInAnyOrder(List.of(1L), List.of(6L), List.of(13L));
      assertThat(table.report().leftOut()).isEqualTo(2);
      assertThat(table.report().reasons())
          .extracting(ImportReport.Reason::line)
          .containsExactly(3L, 5L);
      assertThat(table.report().reasons().get(0).words()).contains("Expected Number of Columns: 3");
    }
  }

  @Test
  void namesOfColumnsBecomeSafeOnes() throws Exception {
    String header =
        "Total (EUR),\"a\"\"; DROP TABLE data; --\",select,Pr\u00E9nom,1st,\u540D,Name,name";
    try (Table table = table(header + "\n1,2,3,4,5,6,7,8\n")) {
      assertThat(table.schema().columns())
          .extracting(Column::name)
          .containsExactly(
              "total_eur",
              "a_drop_table_data",
              "select_2",
              "prenom",
              "_1st",
              "column_2",
              "name",
              "name_1");
      assertThat(table.run("SELECT select_2, _1st, name FROM data").rows())
          .containsExactly(List.of(3L, 5L, 7L));
    }
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws Exception {
    try (Table table = table("a,b\n")) {
      assertThat(table.schema().rows()).isZero();
      assertThat(table.run("SELECT * FROM data").totalRows()).isZero();
    }
  }

  @Test
  void anEmptyFileAMissingOneADirectoryAndAnAddressAreRefusedInWords() throws Exception {
    Path empty = file(new byte[0]);
    for (Path wrong : Stream.of(
            empty, directory, directory.resolve("none.csv"), Path.of("https://host.example/x.csv"))
        .toList()) {
      assertThatThrownBy(() -> Table.of(wrong))
          .isInstanceOf(CsvException.class)
          .hasMessageContaining(wrong.getFileName().toString());
    }
  }

  @Test
  void utf16IsRefusedAndLatin1LinesAreReported() throws Exception {
    assertThatThrownBy(() -> Table.of(file("a,b\n1,2\n".getBytes(UTF_16))))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("UTF-16");
    Path latin = file("name,n\nplain,1\nS\u00F8rlandet,2\n".getBytes(ISO_8859_1));
    try (Table table = Table.of(latin)) {
      assertThat(table.run("SELECT name FROM data").rows()).containsExactly(List.of("plain"));
      assertThat(table.report().leftOut()).isEqualTo(1);
    } catch (CsvException refused) {
      assertThat(refused).hasMessageContaining("UTF-8");
    }
  }

  @Test
  void nothingIsLeftBehindInTheTemporaryDirectory() throws Exception {
    List<Path> before = copies();
    table("a\n1\n").close();
    assertThatThrownBy(() -> Table.of(file(new byte[0]))).isInstanceOf(CsvException.class);
    assertThat(copies()).isSubsetOf(before);
  }

  private static List<Path> copies() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("streaming-chat-table"))
          .toList();
    }
  }
}
