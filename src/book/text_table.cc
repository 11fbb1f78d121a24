// SPDX-License-Identifier: Apache-2.0
#include "book/text_table.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::book {

bool TextTable::is_sound() const {
  if (offsets_.empty()) return false;
  const std::size_t last = offsets_.size() - 1;
  if (starts_.size() != (last >> kGroupBits) + 1 || starts_.front() != 0) return false;
  std::uint64_t before = 0;
  for (std::size_t group = 0; group < starts_.size(); ++group) {
    if (starts_[group] < before || starts_[group] > bytes_.size()) return false;
    const std::size_t first = group << kGroupBits;
    const std::size_t end = std::min(first + (std::size_t{1} << kGroupBits), last + 1);
    const std::span<const std::uint32_t> offsets = offsets_.subspan(first, end - first);
    if (offsets.front() != 0 || !std::ranges::is_sorted(offsets)) return false;
    before = starts_[group] + offsets.back();
  }
  return before == bytes_.size() && last > 0 && offsets_[0] == place(1);
}

void TextColumns::reserve(std::size_t texts, std::size_t bytes_of_all) {
  offsets.reserve(texts + 1);
  bytes.reserve(bytes_of_all);
}

TextId TextColumns::append(std::string_view text) {
  const std::size_t id = size();
  bytes.insert(bytes.end(), text.begin(), text.end());
  const std::size_t end = id + 1;
  if ((end & ((std::size_t{1} << TextTable::kGroupBits) - 1)) == 0) starts.push_back(bytes.size());
  const std::uint64_t offset = bytes.size() - starts.back();
  check(offset <= UINT32_MAX && end <= UINT32_MAX);
  offsets.push_back(static_cast<std::uint32_t>(offset));
  return static_cast<TextId>(id);
}

TextColumns laid_out(const Strings& texts) {
  TextColumns columns;
  std::uint64_t bytes = 0;
  for (TextId id = 0; id < texts.size(); ++id) bytes += texts[id].size();
  columns.reserve(texts.size(), bytes);
  for (TextId id = 1; id < texts.size(); ++id) columns.append(texts[id]);
  return columns;
}

}  // namespace qingxin::book
