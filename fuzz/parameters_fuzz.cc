// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "fuzz/fuzz_input.h"
#include "law/parameters.h"

// 参数.toml
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace qingxin;
  const Result<std::vector<law::ParameterValue>> values =
      law::read_parameters(fuzz::text_of(data, size), "参数.toml", true);
  if (!values) {
    check(!values.error().message.empty());
    return 0;
  }
  const law::Parameters parameters(*values);
  for (const law::ParameterName& name : law::parameter_names())
    parameters.find(name.name, "130100", date(2026, 10, 1));
  return 0;
}
