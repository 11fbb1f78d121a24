// SPDX-License-Identifier: Apache-2.0
#include "cli/book_text.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

std::string grouped_size(std::uint64_t number) {
  return grouped(static_cast<std::int64_t>(number));
}

// Bytes for each worker-month, with a tenth; "-" where there is none.
std::string per_worker_month(std::uint64_t bytes, const book::Book& book) {
  if (book.worker_months == 0) return "-";
  const std::uint64_t tenths = (bytes * 10 + book.worker_months / 2) / book.worker_months;
  return fmt::format("{}.{}", grouped_size(tenths / 10), tenths % 10);
}

std::string months_of(const book::Book& book) {
  if (book.months.empty()) return "没有任何工资月";
  if (book.months.size() == 1) return "工资月 " + to_string(book.months.front());
  return fmt::format("工资月 {} 至 {}", to_string(book.months.front()),
                     to_string(book.months.back()));
}

std::string newest_of(const book::Book& book) {
  return book.newest == Date{INT32_MIN} ? "没有带日期的行" : "最晚一日 " + to_string(book.newest);
}

void print_counts(const app::BookFile& file, std::ostream& out) {
  const book::Book& book = file.book;
  out << fmt::format("{} 个项目，{} 人，{} 人月；{}，{}\n", grouped_size(book.projects.size()),
                     grouped_size(book.identities.size() - 1), grouped_size(book.worker_months),
                     months_of(book), newest_of(book));
  out << fmt::format("采用 {} 行，拒收 {} 行；{}\n", grouped_size(book.rows + book.projects.size()),
                     grouped_size(book.rejected.size()),
                     book.parameters.empty() ? "没有 参数.toml" : "连同 参数.toml");
  out << fmt::format("账册 {} 字节，每人月 {} 字节\n", grouped_size(file.form.bytes),
                     per_worker_month(file.form.bytes, book));
}

void print_files(const book::Book& book, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::right, Align::right}, 0);
  table.add({{"由这些文件建成", Ink::strong}, {"表"}, {"行"}, {"采用"}});
  for (const book::FileRead& file : book.files)
    table.add({{"  " + printable(file.name)},
               {std::string(book::shape_of(file.table).chinese.front())},
               {grouped(file.rows)},
               {grouped(file.used)}});
  table.print(colour, out);
}

void print_sections(const app::BookFile& file, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::right, Align::right}, 0);
  table.add({{"部分", Ink::strong}, {"字节"}, {"每人月"}});
  for (const book::StoredSection& section : file.form.sections)
    table.add({{"  " + section.name},
               {grouped_size(section.bytes)},
               {per_worker_month(section.bytes, file.book)}});
  table.print(colour, out);
}

}  // namespace

void print_book_built(const app::BookFile& file, std::chrono::milliseconds elapsed,
                      std::ostream& out) {
  const std::int64_t hundredths = elapsed.count() / 10;
  out << "写出 " << file.path.string() << '\n';
  print_counts(file, out);
  out << fmt::format("核查它：qingxin verify --book {}   用时 {}.{:02} 秒\n", file.path.string(),
                     hundredths / 100, hundredths % 100);
}

void print_book(const app::BookFile& file, Colour colour, std::ostream& out) {
  out << painted("账册", Ink::strong, colour)
      << fmt::format("  {}   第 {} 版，完好\n", file.path.string(), file.form.version);
  print_counts(file, out);
  out << '\n';
  print_files(file.book, colour, out);
  out << '\n';
  print_sections(file, colour, out);
}

}  // namespace qingxin::cli
