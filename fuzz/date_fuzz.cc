// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/date.h"
#include "base/text.h"
#include "feeds/cells.h"
#include "fuzz/fuzz_input.h"

namespace {

using namespace qingxin;

void read(const feeds::Cell& cell, bool is_1904) {
  if (const std::optional<Date> day = feeds::read_date(cell, is_1904)) {
    const Result<Date> again = parse_iso_date(to_string(*day));
    check(again && *again == *day);
  }
  if (const std::optional<Month> month = feeds::read_month(cell, is_1904)) {
    const Result<Month> again = parse_iso_month(to_string(*month));
    check(again && *again == *month);
  }
}

}  // namespace

// A day or month that is read, in whatever form, exists and prints as one that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = trim(fuzz::text_of(data, size));
  for (const feeds::CellForm form :
       {feeds::CellForm::text, feeds::CellForm::number, feeds::CellForm::boolean}) {
    read({text, form}, false);
    read({text, form}, true);
  }
  feeds::read_hundredths(text);
  feeds::read_count(text);
  feeds::read_yes_no(text);
  feeds::read_day_cell(text);
  return 0;
}
