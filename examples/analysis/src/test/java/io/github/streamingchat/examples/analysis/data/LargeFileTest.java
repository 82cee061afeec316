package io.github.streamingchat.examples.analysis.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file of a hundred megabytes never comes into the heap. */
class LargeFileTest {
  private static final int SIZE = 100_000_000;
  private static final long MOST_ALLOCATED = 8_000_000;

  @TempDir
  Path directory;

  @Test
  @Timeout(120)
  void aHundredMegabytesAreLoadedAndAskedInABoundedHeap() throws Exception {
    Path csv = directory.resolve("large.csv");
    long rows = write(csv);
    Path small = Files.writeString(directory.resolve("small.csv"), "n\n1\n");
    Table.of(small).close(); // unpacks the native library
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (Table table = Table.of(csv)) {
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
      QueryResult all = table.run("SELECT * FROM data");
      assertThat(all.totalRows()).isEqualTo(Table.COUNTED_ROWS);
      assertThat(all.complete()).isFalse();
      assertThat(table.run("SELECT count(*), sum(n) FROM data").rows().get(0).get(0))
          .isEqualTo(rows);
      assertThat(table.run("SELECT text FROM data ORDER BY n DESC LIMIT 1").rows())
          .isEqualTo(List.of(List.of("\"quoted, and long\" " + "x".repeat(30))));
    }
  }

  private static long write(Path csv) throws IOException {
    String tail = ",\"\"\"quoted, and long\"\" " + "x".repeat(30) + "\",2026-01-02\n";
    long rows = 0;
    long written = 0;
    try (OutputStream out = Files.newOutputStream(csv)) {
      out.write("n,text,day\n".getBytes(US_ASCII));
      while (written < SIZE) {
        StringBuilder block = new StringBuilder();
        for (int line = 0; line < 1000; line++) {
          block.append(rows++).append(tail);
        }
        byte[] bytes = block.toString().getBytes(US_ASCII);
        out.write(bytes);
        written += bytes.length;
      }
    }
    return rows;
  }
}
