// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/text.h"
#include "feeds/sif.h"
#include "fuzz/fuzz_input.h"

// A refusal names the file and says something; what is accepted keeps the promises of the header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace qingxin;
  const Result<book::SalaryFile> file = feeds::parse_sif(fuzz::text_of(data, size), "fuzz.SIF");
  if (!file) {
    check(file.error().code == ErrorCode::invalid_input);
    check(file.error().message.starts_with("fuzz.SIF ") && is_utf8(file.error().message));
    return 0;
  }
  check(!file->records.empty() && file->control.line > 0);
  Money total;
  for (const book::SalaryRecord& record : file->records) total += record.fixed + record.variable;
  check(total < yuan(1'000'000'000'000));
  return 0;
}
