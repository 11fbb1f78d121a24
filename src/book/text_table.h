// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "book/strings.h"

namespace qingxin::book {

// Texts by their number, to be read only: those of a Strings, laid side by side so that they can
// stand in a file. The memory is the book's.
class TextTable {
 public:
  TextTable() = default;
  // `starts` of every 2^16 texts, `offsets` from there; one more of either than needed, for the
  // end.
  TextTable(std::span<const std::uint64_t> starts, std::span<const std::uint32_t> offsets,
            std::string_view bytes)
      : starts_(starts), offsets_(offsets), bytes_(bytes) {}

  // The empty text for a number that there is not.
  std::string_view operator[](TextId id) const {
    if (id + std::size_t{1} >= offsets_.size()) return {};
    const std::uint64_t begin = place(id);
    const std::uint64_t end = place(id + std::size_t{1});
    return begin <= end && end <= bytes_.size() ? bytes_.substr(begin, end - begin)
                                                : std::string_view{};
  }
  std::size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }

  // Whether it is what laid_out() makes: text after text, of which 0 is the empty one.
  bool is_sound() const;

  std::span<const std::uint64_t> starts() const { return starts_; }
  std::span<const std::uint32_t> offsets() const { return offsets_; }
  std::string_view bytes() const { return bytes_; }

  static constexpr unsigned kGroupBits = 16;

 private:
  std::uint64_t place(std::size_t id) const { return starts_[id >> kGroupBits] + offsets_[id]; }

  std::span<const std::uint64_t> starts_;
  std::span<const std::uint32_t> offsets_;
  std::string_view bytes_;
};

// The memory of a TextTable: from the start, with the empty text alone.
struct TextColumns {
  std::vector<std::uint64_t> starts{0};
  std::vector<std::uint32_t> offsets{0, 0};
  std::vector<char> bytes;

  TextTable table() const { return {starts, offsets, {bytes.data(), bytes.size()}}; }
  std::size_t size() const { return offsets.size() - 1; }
  void reserve(std::size_t texts, std::size_t bytes_of_all);

  // A text that is known to be new.
  TextId append(std::string_view text);
};

TextColumns laid_out(const Strings& texts);

}  // namespace qingxin::book
