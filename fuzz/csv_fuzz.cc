// SPDX-License-Identifier: Apache-2.0
#include "feeds/charset.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/read_table.h"

namespace {

using namespace qingxin;

constexpr unsigned kWithHeader = 0x80;

// The header of a table as its template has it.
std::string header_of(book::Table table) {
  std::string line;
  for (const book::Column& column : book::shape_of(table).columns)
    line += (line.empty() ? "" : ",") + std::string(column.chinese);
  return line + "\n";
}

// Lines only grow, and every file ends.
void read_lines(std::string_view text) {
  feeds::CsvReader rows(text, "fuzz.csv");
  feeds::SheetRow row;
  std::uint32_t last = 0;
  while (true) {
    const Result<feeds::Step> step = rows.next(row);
    if (!step || *step == feeds::Step::end) return;
    check(row.number > last && row.cells.size() <= feeds::kColumnsMax);
    last = row.number;
  }
}

}  // namespace

// The first byte chooses the table, and whether its header stands above; the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto table = static_cast<book::Table>((data[0] & ~kWithHeader) % book::kTableCount);
  std::string bytes = (data[0] & kWithHeader) != 0 ? header_of(table) : "";
  bytes += fuzz::text_of(data + 1, size - 1);
  const Result<feeds::Decoded> decoded = feeds::decode(bytes, "fuzz.csv", 1);
  if (!decoded) {
    check(decoded.error().message.starts_with("fuzz.csv "));
    return 0;
  }
  read_lines(decoded->text);
  feeds::CsvReader rows(decoded->text, "fuzz.csv");
  fuzz::read_table(rows, table);
  return 0;
}
