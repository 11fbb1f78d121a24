// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "feeds/charset.h"
#include "feeds/csv.h"
#include "feeds/header.h"
#include "fuzz/fuzz_input.h"

// The first byte chooses the table, the rest is the file. Lines only grow, and every file ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace qingxin;
  if (size == 0) return 0;
  const auto table = static_cast<book::Table>(data[0] % book::kTableCount);
  const Result<feeds::Decoded> decoded =
      feeds::decode(fuzz::text_of(data + 1, size - 1), "fuzz.csv", 1);
  if (!decoded) return 0;
  feeds::CsvReader rows(decoded->text, "fuzz.csv");
  feeds::Layout best;
  if (!feeds::find_header(rows, table, {}, best)) return 0;
  feeds::SheetRow row;
  std::uint32_t last = 0;
  while (true) {
    const Result<feeds::Step> step = rows.next(row);
    if (!step || *step == feeds::Step::end) return 0;
    check(row.number > last);
    last = row.number;
  }
}
