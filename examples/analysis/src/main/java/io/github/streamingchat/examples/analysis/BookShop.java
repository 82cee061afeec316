package io.github.streamingchat.examples.analysis;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A year of sales of a book shop with three branches that never was: the same on every run, with more
 * sales on Saturdays and before Christmas.
 */
final class BookShop {
  private static final long SEED = 2025;
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 365;

  private static final List<Branch> BRANCHES =
      List.of(new Branch("Oslo", 1.0), new Branch("Bergen", 0.6), new Branch("Tromso", 0.35));
  private static final List<String> PAYMENTS = List.of("card", "card", "card", "cash", "voucher");
  private static final List<Book> BOOKS = List.of(
      new Book("The Harbour Clock", "Fiction", 2490, 9),
      new Book("Seven Letters Home", "Fiction", 1990, 7),
      new Book("A Winter Without Snow", "Fiction", 2790, 5),
      new Book("The Lighthouse Murders", "Crime", 1790, 10),
      new Book("Dead Water", "Crime", 1690, 8),
      new Book("The Last Ferry", "Crime", 1890, 6),
      new Book("How Bridges Stand", "Science", 3490, 3),
      new Book("The Slow Sea", "Science", 3290, 2),
      new Book("Bread, and Other Proofs", "Cooking", 3990, 4),
      new Book("Soup for Forty Days", "Cooking", 2990, 4),
      new Book("The Bear Who Counted", "Children", 1490, 9),
      new Book("Goodnight, Tram 12", "Children", 1290, 8),
      new Book("Small Stones", "Poetry", 1590, 2),
      new Book("The \"Nearly\" Poems", "Poetry", 1690, 1));

  private final Random random = new Random(SEED);

  private BookShop() {}

  /**
   * Writes the sales as CSV.
   *
   * @throws IOException if the file cannot be written
   */
  static void write(Path csv) throws IOException {
    new BookShop().writeAll(csv);
  }

  private void writeAll(Path csv) throws IOException {
    try (Writer out = Files.newBufferedWriter(csv)) {
      out.write("sold_on,branch,genre,title,payment,quantity,price,revenue,rating\n");
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = FIRST_DAY.plusDays(day);
        for (Branch branch : BRANCHES) {
          int sales =
              (int) Math.round(5 * branch.size() * rush(date) * (0.7 + random.nextDouble()));
          for (int one = 0; one < sales; one++) {
            out.write(line(date, branch));
          }
        }
      }
    }
  }

  private static double rush(LocalDate date) {
    double weekday = switch (date.getDayOfWeek()) {
      case SATURDAY -> 1.8;
      case SUNDAY -> 0.4;
      default -> date.getDayOfWeek() == DayOfWeek.FRIDAY ? 1.3 : 1.0;
    };
    double season = switch (date.getMonth()) {
      case DECEMBER -> date.getDayOfMonth() < 25 ? 2.6 : 0.8;
      case NOVEMBER -> 1.4;
      case JUNE, JULY -> 1.2;
      case JANUARY, FEBRUARY -> 0.7;
      default -> 1.0;
    };
    return weekday * season;
  }

  private String line(LocalDate date, Branch branch) {
    Book book = book();
    int quantity = 1 + (random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 0);
    String rating = random.nextInt(3) == 0 ? Integer.toString(2 + random.nextInt(4)) : "";
    return "%s,%s,%s,%s,%s,%d,%s,%s,%s\n"
        .formatted(
            date,
            branch.name(),
            book.genre(),
            quoted(book.title()),
            PAYMENTS.get(random.nextInt(PAYMENTS.size())),
            quantity,
            money(book.cents()),
            money(quantity * book.cents()),
            rating);
  }

  private Book book() {
    int all = BOOKS.stream().mapToInt(Book::liked).sum();
    int left = random.nextInt(all);
    for (Book book : BOOKS) {
      left -= book.liked();
      if (left < 0) {
        return book;
      }
    }
    throw new IllegalStateException("no book for " + left);
  }

  private static String money(int cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private record Branch(String name, double size) {}

  private record Book(String title, String genre, int cents, int liked) {}
}
