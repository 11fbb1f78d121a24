// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "fuzz/fuzz_input.h"
#include "wire/json_reader.h"

// A body in JSON: refused with words, or an object that can be asked for anything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = qingxin::fuzz::text_of(data, size);
  const auto document = qingxin::wire::JsonDocument::parse(text);
  if (!document) {
    qingxin::check(!document.error().message.empty());
    return 0;
  }
  auto object = document->object();
  object.text_or_none("a", {.least = 0, .most = 10});
  object.number_or_none("b", 0, 10);
  object.texts("c", 3, {.least = 0, .most = 10});
  for (auto& each : object.objects("d", 3)) each.is_true("e");
  if (auto inner = object.object("f")) inner->day_or_none("g");
  const auto problem = object.end();
  if (problem) qingxin::check(!qingxin::wire::to_json(*problem).empty());
  return 0;
}
