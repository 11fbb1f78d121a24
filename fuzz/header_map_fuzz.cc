// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "feeds/header.h"
#include "fuzz/fuzz_input.h"

// 列名.toml
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto map = qingxin::feeds::read_header_map(qingxin::fuzz::text_of(data, size));
  qingxin::check(map || !map.error().message.empty());
  return 0;
}
