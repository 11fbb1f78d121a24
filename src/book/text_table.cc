// SPDX-License-Identifier: Apache-2.0
#include "book/text_table.h"

#include "base/check.h"

namespace qingxin::book {

TextColumns laid_out(const Strings& texts) {
  TextColumns columns;
  std::uint64_t bytes = 0;
  for (TextId id = 0; id < texts.size(); ++id) bytes += texts[id].size();
  columns.bytes.reserve(bytes);
  columns.offsets.reserve(texts.size() + 1);
  const auto place = [&](std::size_t id) {
    if ((id & ((std::size_t{1} << TextTable::kGroupBits) - 1)) == 0)
      columns.starts.push_back(columns.bytes.size());
    const std::uint64_t offset = columns.bytes.size() - columns.starts.back();
    check(offset <= UINT32_MAX);
    columns.offsets.push_back(static_cast<std::uint32_t>(offset));
  };
  for (TextId id = 0; id < texts.size(); ++id) {
    place(id);
    const std::string_view text = texts[id];
    columns.bytes.insert(columns.bytes.end(), text.begin(), text.end());
  }
  place(texts.size());
  return columns;
}

}  // namespace qingxin::book
