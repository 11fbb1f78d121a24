// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/money.h"
#include "fuzz/fuzz_input.h"

// An amount that is read prints as one that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace qingxin;
  const Result<Money> amount = parse_money(fuzz::text_of(data, size));
  if (!amount) {
    check(!amount.error().message.empty());
    return 0;
  }
  check(*amount >= Money{});
  const Result<Money> again = parse_money(to_string(*amount));
  check(again && *again == *amount);
  return 0;
}
