// SPDX-License-Identifier: Apache-2.0
#include "book/columns.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <utility>

namespace qingxin::book {

namespace {

constexpr unsigned kBitsOfByte = 7;  // the eighth says that more follow
constexpr std::uint64_t kMore = 0x80;

// Small numbers of either sign become small numbers.
constexpr std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

constexpr std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

constexpr unsigned kBitsOfNumber = 64;
constexpr unsigned kBitsOfHead = 6;  // of how many bits; the form is above
// A number of more bits may begin in one word of eight bytes and end in the next.
constexpr unsigned kMostBits = 57;
constexpr std::size_t kBits = 8;
constexpr std::size_t kWord = sizeof(std::uint64_t);

// How many bits hold the numbers up to `most`; 64 is written as 63, which is never needed.
constexpr unsigned bits_of(std::uint64_t most) {
  const auto bits = static_cast<unsigned>(std::bit_width(most));
  return bits > kMostBits ? kBitsOfNumber : bits;
}

// The first byte of a column.
struct ColumnHead {
  ColumnForm form;
  unsigned bits;

  explicit ColumnHead(std::byte byte)
      : form(static_cast<ColumnForm>(static_cast<unsigned>(byte) >> kBitsOfHead)),
        bits(static_cast<unsigned>(byte) & ((1U << kBitsOfHead) - 1)) {
    if (bits > kMostBits) bits = kBitsOfNumber;
  }
};

constexpr std::size_t bytes_of(std::size_t count, unsigned bits) {
  return (count * bits + kBits - 1) / kBits;
}

constexpr std::uint64_t widest_of(unsigned bits) {
  return bits == 0 ? 0 : UINT64_MAX >> (kBitsOfNumber - bits);
}

std::uint64_t word_at(const std::byte* at) {
  std::uint64_t word;
  std::memcpy(&word, at, kWord);
  return word;
}

// What packed numbers stand for: so many steps above a base.
struct Scale {
  std::uint64_t base = 0;
  std::uint64_t step = 1;

  std::int64_t of(std::uint64_t number) const {
    return static_cast<std::int64_t>(base + number * step);
  }
};

// Eight numbers of one width begin and end at whole bytes, so each stands where it always stands.
template <unsigned kWidth, std::size_t... kPlaces>
void unpack_eight(const std::byte* at, Scale scale, std::int64_t* values,
                  std::index_sequence<kPlaces...>) {
  ((values[kPlaces] = scale.of(
        word_at(at + kPlaces * kWidth / kBits) >> (kPlaces * kWidth % kBits) & widest_of(kWidth))),
   ...);
}

using UnpackEights = void (*)(const std::byte* at, std::size_t eights, Scale scale,
                              std::int64_t* values);

template <unsigned kWidth>
void unpack_eights(const std::byte* at, std::size_t eights, Scale scale, std::int64_t* values) {
  for (; eights > 0; --eights, at += kWidth, values += kBits)
    unpack_eight<kWidth>(at, scale, values, std::make_index_sequence<kBits>{});
}

// By width.
constexpr auto kUnpackEights =
    []<unsigned... kWidths>(std::integer_sequence<unsigned, kWidths...>) {
      return std::array<UnpackEights, sizeof...(kWidths)>{unpack_eights<kWidths>...};
    }(std::make_integer_sequence<unsigned, kMostBits + 1>{});

// `count` numbers that stand side by side and are there.
void unpack_numbers(std::span<const std::byte> bytes, std::size_t count, unsigned bits, Scale scale,
                    std::int64_t* values) {
  std::size_t eights = 0;
  if (bits <= kMostBits && bytes.size() > kWord + bits) {
    eights = std::min(count / kBits, (bytes.size() - kWord) / bits);
    kUnpackEights[bits](bytes.data(), eights, scale, values);
  }
  for (std::size_t i = eights * kBits; i < count; ++i) {
    const std::size_t at = i * bits / kBits;
    std::uint64_t word = 0;  // of a block's last numbers less than a word may be left
    std::memcpy(&word, bytes.data() + at, std::min(kWord, bytes.size() - at));
    values[i] = scale.of(word >> (i * bits % kBits) & widest_of(bits));
  }
}

bool is_within(Range range, std::int64_t value) {
  return value >= range.least && value <= range.most;
}

bool are_within(Range range, std::span<const std::int64_t> values) {
  bool are = true;
  for (const std::int64_t value : values) are = are & is_within(range, value);
  return are;
}

// What decides which form is the shortest.
struct Looks {
  std::int64_t least = INT64_MAX, most = INT64_MIN;
  std::int64_t least_step = INT64_MAX, most_step = INT64_MIN;
  std::size_t changes = 0;  // how often a value is another than the one before
};

std::int64_t step_between(std::int64_t before, std::int64_t value) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) -
                                   static_cast<std::uint64_t>(before));
}

Looks look_at(std::span<const std::int64_t> values) {
  Looks looks;
  looks.least = looks.most = values[0];
  for (std::size_t i = 1; i < values.size(); ++i) {
    const std::int64_t step = step_between(values[i - 1], values[i]);
    looks.least = std::min(looks.least, values[i]);
    looks.most = std::max(looks.most, values[i]);
    looks.least_step = std::min(looks.least_step, step);
    looks.most_step = std::max(looks.most_step, step);
    looks.changes += step != 0;
  }
  return looks;
}

// Dividing short numbers is many times as fast.
std::uint64_t remainder_of(std::uint64_t number, std::uint64_t by) {
  if ((number | by) <= UINT32_MAX)
    return static_cast<std::uint32_t>(number) % static_cast<std::uint32_t>(by);
  return number % by;
}

// How far apart the values are at the most, and the greatest number that divides each one's
// distance from the least.
struct Apart {
  std::uint64_t base, span, step = 0;

  Apart(std::span<const std::int64_t> values, std::int64_t least, std::int64_t most)
      : base(static_cast<std::uint64_t>(least)), span(static_cast<std::uint64_t>(most) - base) {
    for (const std::int64_t value : values) {
      const std::uint64_t above = static_cast<std::uint64_t>(value) - base;
      if (step == 0 || remainder_of(above, step) != 0) step = std::gcd(step, above);
      if (step == 1) return;
    }
    if (step == 0) step = 1;
  }
  unsigned bits() const { return bits_of(span / step); }
};

constexpr std::size_t kFew = 256;

}  // namespace

// The different values in the order in which they come; nothing when there are more than `most`.
class BlockWriter::Different {
 public:
  bool add_all(std::span<const std::int64_t> values, std::size_t most) {
    for (const std::int64_t value : values) {
      std::uint16_t& at = slot_of(value);
      if (at != kNothing) continue;
      if (values_.size() == most) return false;
      at = static_cast<std::uint16_t>(values_.size());
      values_.push_back(value);
    }
    return true;
  }
  std::uint16_t& slot_of(std::int64_t value) {
    constexpr std::uint64_t kSpread = 0x9E37'79B9'7F4A'7C15;
    constexpr unsigned kShift = 54;
    std::size_t slot = static_cast<std::uint64_t>(value) * kSpread >> kShift;
    while (slots_[slot] != kNothing && values_[slots_[slot]] != value)
      slot = (slot + 1) % slots_.size();
    return slots_[slot];
  }
  std::span<const std::int64_t> values() const { return values_; }

  Different() { slots_.fill(kNothing); }

 private:
  static constexpr std::uint16_t kNothing = UINT16_MAX;
  std::vector<std::int64_t> values_;
  std::array<std::uint16_t, 4 * kFew> slots_;
};

void BlockWriter::number(std::int64_t value) {
  std::uint64_t rest = folded(value);
  for (; rest >= kMore; rest >>= kBitsOfByte)
    bytes_.push_back(static_cast<std::byte>(rest | kMore));
  bytes_.push_back(static_cast<std::byte>(rest));
}

void BlockWriter::text(std::string_view text) {
  number(static_cast<std::int64_t>(text.size()));
  bytes(std::as_bytes(std::span(text)));
}

void BlockWriter::bytes(std::span<const std::byte> bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void BlockWriter::head(ColumnForm form, unsigned bits) {
  const unsigned written = std::min(bits, (1U << kBitsOfHead) - 1);
  bytes_.push_back(static_cast<std::byte>(static_cast<unsigned>(form) << kBitsOfHead | written));
}

template <typename NumberOf>
void BlockWriter::packed(std::size_t count, unsigned bits, NumberOf number_of) {
  const std::size_t begin = bytes_.size();
  bytes_.resize(begin + bytes_of(count, bits) + kWord);
  std::size_t bit = 0;
  for (std::size_t i = 0; i < count; ++i, bit += bits) {
    std::byte* const at = bytes_.data() + begin + bit / kBits;
    std::uint64_t word;
    std::memcpy(&word, at, kWord);
    word |= static_cast<std::uint64_t>(number_of(i)) << (bit % kBits);
    std::memcpy(at, &word, kWord);
  }
  bytes_.resize(bytes_.size() - kWord);
}

void BlockWriter::column(std::span<const std::int64_t> values) {
  column(values, Forms::all);
}

void BlockWriter::column_in_place(std::span<const std::int64_t> values) {
  column(values, Forms::in_place);
}

void BlockWriter::column(std::span<const std::int64_t> values, Forms forms) {
  if (values.empty()) return;
  const Looks looks = look_at(values);
  if (looks.changes == 0) return above(values);
  const unsigned plain = Apart(values, looks.least, looks.most).bits();
  constexpr std::size_t kOverhead = 32;  // bits; a few more for a form within a form
  const std::size_t count = values.size();
  std::size_t best = plain * count;
  if (best <= count + kOverhead) return above(values);
  ColumnForm form = ColumnForm::above;
  const unsigned step = std::max(1U, bits_of(static_cast<std::uint64_t>(looks.most_step) -
                                             static_cast<std::uint64_t>(looks.least_step)));
  const auto offer = [&](ColumnForm other, std::size_t bits) {
    if (bits + kOverhead >= best) return;
    best = bits + kOverhead;
    form = other;
  };
  if (forms == Forms::all) {
    offer(ColumnForm::steps, step * count);
    offer(ColumnForm::runs, count + (looks.changes + 1) * plain);
  }
  Different different;
  constexpr std::size_t kBitsWorthIt = 4;  // what any number of few has at the least, nearly
  const std::size_t most = std::min({kFew, count / 4, looks.changes});
  if (best > kBitsWorthIt * count && most > 1 && different.add_all(values, most))
    offer(ColumnForm::few,
          bits_of(different.values().size() - 1) * count + different.values().size() * plain);
  switch (form) {
    case ColumnForm::above: return above(values);
    case ColumnForm::steps: return steps(values, looks.least_step, step);
    case ColumnForm::runs: return runs(values);
    case ColumnForm::few: return few(values, different);
  }
}

void BlockWriter::above(std::span<const std::int64_t> values) {
  const auto [least, most] = std::ranges::minmax(values);
  const Apart apart(values, least, most);
  head(ColumnForm::above, apart.bits());
  number(least);
  if (apart.bits() == 0) return;
  number(static_cast<std::int64_t>(apart.step));
  packed(values.size(), apart.bits(), [&](std::size_t i) {
    const std::uint64_t above = static_cast<std::uint64_t>(values[i]) - apart.base;
    return apart.step == 1 ? above : above / apart.step;
  });
}

void BlockWriter::steps(std::span<const std::int64_t> values, std::int64_t least, unsigned bits) {
  head(ColumnForm::steps, bits);
  number(values[0]);
  number(least);
  packed(values.size(), bits, [&](std::size_t i) {
    return i == 0 ? 0
                  : static_cast<std::uint64_t>(step_between(values[i - 1], values[i])) -
                        static_cast<std::uint64_t>(least);
  });
}

void BlockWriter::runs(std::span<const std::int64_t> values) {
  std::vector<std::int64_t> others{values[0]};
  head(ColumnForm::runs, 1);
  packed(values.size(), 1, [&](std::size_t i) {
    const bool is_other = i > 0 && values[i] != values[i - 1];
    if (is_other) others.push_back(values[i]);
    return is_other;
  });
  above(others);
}

void BlockWriter::few(std::span<const std::int64_t> values, Different& different) {
  const std::span<const std::int64_t> all = different.values();
  const unsigned bits = bits_of(all.size() - 1);
  head(ColumnForm::few, bits);
  number(static_cast<std::int64_t>(all.size()));
  above(all);
  packed(values.size(), bits, [&](std::size_t i) { return different.slot_of(values[i]); });
}

std::int64_t BlockReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < kBitsOfNumber && at_ < bytes_.size(); shift += kBitsOfByte) {
    const auto byte = static_cast<std::uint64_t>(bytes_[at_++]);
    value |= (byte & ~kMore) << shift;
    if ((byte & kMore) == 0) return unfolded(value);
  }
  is_sound_ = false;
  return 0;
}

std::int64_t BlockReader::number(Range range) {
  const std::int64_t value = number();
  if (is_within(range, value)) return value;
  is_sound_ = false;
  return range.least;
}

std::span<const std::byte> BlockReader::bytes(std::size_t count) {
  if (count > left()) is_sound_ = false;
  if (!is_sound_) return {};
  at_ += count;
  return bytes_.subspan(at_ - count, count);
}

std::string BlockReader::text() {
  const std::span<const std::byte> written = bytes(count(bytes_.size()));
  return {reinterpret_cast<const char*>(written.data()), written.size()};
}

std::size_t BlockReader::count(std::size_t most) {
  const std::int64_t value = number();
  if (value >= 0 && static_cast<std::uint64_t>(value) <= most)
    return static_cast<std::size_t>(value);
  is_sound_ = false;
  return 0;
}

bool BlockReader::unpack(std::size_t count, Range range) {
  if (!is_sound_) return false;
  if (count > room_) {
    values_ = std::make_unique_for_overwrite<std::int64_t[]>(count);  // NOLINT
    room_ = count;
  }
  is_sound_ = unpack(count, range, values_.get(), Forms::all);
  return is_sound_;
}

bool BlockReader::has(std::size_t count, unsigned bits) const {
  return bits == 0 || count <= left() * kBits / bits;
}

bool BlockReader::unpack(std::size_t count, Range range, std::int64_t* values, Forms forms) {
  ends_.clear();
  if (at_ >= bytes_.size()) return false;
  const ColumnHead head(bytes_[at_++]);
  if (head.form == ColumnForm::above) return above(count, head.bits, range, values);
  if (forms == Forms::above_only || head.bits == 0 || !has(count, head.bits)) return false;
  if (head.form == ColumnForm::steps) return steps(count, head.bits, range, values);
  if (head.form == ColumnForm::runs) return runs(count, range, values);
  return few(count, head.bits, range, values);
}

bool BlockReader::above(std::size_t count, unsigned bits, Range range, std::int64_t* values) {
  const std::int64_t least = number();
  if (!is_sound_ || !is_within(range, least)) return false;
  if (bits == 0) {
    values[0] = least;
    ends_.push_back(count);
    return true;
  }
  const auto step = static_cast<std::uint64_t>(number());
  if (!is_sound_ || step == 0 || !has(count, bits)) return false;
  const auto base = static_cast<std::uint64_t>(least);
  const std::uint64_t mostly = widest_of(bits);
  unpack_numbers(bytes_.subspan(at_), count, bits, {base, step}, values);
  at_ += bytes_of(count, bits);
  // Looked at one by one only where so wide a column could leave the range.
  const std::uint64_t room = static_cast<std::uint64_t>(range.most) - base;
  return mostly <= room / step || are_within(range, {values, count});
}

bool BlockReader::steps(std::size_t count, unsigned bits, Range range, std::int64_t* values) {
  const std::int64_t first = number();
  const auto least = static_cast<std::uint64_t>(number());
  if (!is_sound_ || !has(count, bits)) return false;
  if (bits == 1 && least == 0) return climb(count, range, first, values);
  auto value = static_cast<std::uint64_t>(first);
  value -= least;  // the first step is 0 above the least, and none
  unpack_numbers(bytes_.subspan(at_), count, bits, {least, 1}, values);
  for (std::size_t i = 0; i < count; ++i) {
    value += static_cast<std::uint64_t>(values[i]);
    values[i] = static_cast<std::int64_t>(value);
  }
  at_ += bytes_of(count, bits);
  return are_within(range, {values, count});
}

bool BlockReader::find_ends(std::size_t count) {
  const std::span<const std::byte> bits = bytes_.subspan(at_, bytes_of(count, 1));
  at_ += bits.size();
  next_ends_.clear();
  for (std::size_t at = 0; at < bits.size(); at += kWord) {
    std::uint64_t word = 0;
    std::memcpy(&word, bits.data() + at, std::min(kWord, bits.size() - at));
    for (; word != 0; word &= word - 1)
      next_ends_.push_back(at * kBits + static_cast<std::size_t>(std::countr_zero(word)));
  }
  // The last bits of the last byte belong to nothing.
  if (!next_ends_.empty() && next_ends_.back() >= count) return false;
  next_ends_.push_back(count);
  return next_ends_.size() <= count;
}

bool BlockReader::runs(std::size_t count, Range range, std::int64_t* values) {
  if (!find_ends(count)) return false;
  if (!unpack(next_ends_.size(), range, values, Forms::above_only)) return false;
  if (!ends_.empty()) std::fill_n(values, next_ends_.size(), values[0]);
  ends_.swap(next_ends_);
  return true;
}

// Each is the one before it or one more: runs whose values need not be told.
bool BlockReader::climb(std::size_t count, Range range, std::int64_t first, std::int64_t* values) {
  if (!find_ends(count)) return false;
  ends_.swap(next_ends_);
  const auto most = static_cast<std::uint64_t>(range.most) - static_cast<std::uint64_t>(first);
  if (!is_within(range, first) || ends_.size() - 1 > most) return false;
  std::iota(values, values + ends_.size(), first);
  return true;
}

bool BlockReader::few(std::size_t count, unsigned bits, Range range, std::int64_t* values) {
  std::array<std::int64_t, kFew> all;
  const std::size_t different = this->count(std::min(kFew, count));
  if (different == 0 || bits > kBits || !unpack(different, range, all.data(), Forms::above_only))
    return false;
  if (!has(count, bits)) return false;
  // Whatever is said to be which of them, it is one of them.
  const std::size_t known = ends_.empty() ? different : 1;
  const std::size_t named = std::size_t{1} << bits;
  if (known < named) std::fill_n(all.begin() + known, named - known, all[0]);
  ends_.clear();
  unpack_numbers(bytes_.subspan(at_), count, bits, {}, values);
  for (std::size_t i = 0; i < count; ++i) values[i] = all[static_cast<std::size_t>(values[i])];
  at_ += bytes_of(count, bits);
  return true;
}

ColumnInPlace BlockReader::column_in_place(std::size_t count) {
  ColumnInPlace column;
  if (count == 0 || !is_sound_) return column;
  is_sound_ = false;
  if (at_ >= bytes_.size()) return column;
  const ColumnHead head(bytes_[at_++]);
  is_sound_ = head.form == ColumnForm::above || (head.form == ColumnForm::few && head.bits > 0);
  if (head.form == ColumnForm::above) {
    column.base_ = static_cast<std::uint64_t>(number());
    if (head.bits > 0) column.step_ = static_cast<std::uint64_t>(number());
  } else if (is_sound_) {
    column.few_.resize(this->count(kFew));
    this->column(column.few_.size(), {},
                 [&](std::size_t i, std::int64_t value) { column.few_[i] = value; });
    if (column.few_.empty()) is_sound_ = false;
  }
  column.bytes_ = bytes_.subspan(at_);
  column.bits_ = head.bits;
  is_sound_ = pass(count, head.bits);
  if (is_sound_) column.count_ = count;
  return column;
}

std::int64_t ColumnInPlace::operator[](std::size_t i) const {
  if (i >= count_) return 0;
  if (bits_ == 0) return static_cast<std::int64_t>(base_);
  const std::size_t at = i * bits_ / kBits;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes_.data() + at, std::min(kWord, bytes_.size() - at));
  word = word >> (i * bits_ % kBits) & widest_of(bits_);
  if (few_.empty()) return static_cast<std::int64_t>(base_ + word * step_);
  return word < few_.size() ? few_[word] : 0;
}

void BlockReader::skip(std::size_t count) {
  if (count > 0 && is_sound_) is_sound_ = pass(count, Forms::all);
}

bool BlockReader::pass(std::size_t count, unsigned bits) {
  if (!is_sound_ || !has(count, bits)) return false;
  at_ += bytes_of(count, bits);
  return true;
}

bool BlockReader::pass(std::size_t count, Forms forms) {
  if (at_ >= bytes_.size()) return false;
  const ColumnHead head(bytes_[at_++]);
  if (head.form == ColumnForm::above) {
    number();
    if (head.bits > 0) number();
    return pass(count, head.bits);
  }
  if (forms == Forms::above_only || head.bits == 0) return false;
  if (head.form == ColumnForm::steps) {
    number();
    number();
    return pass(count, head.bits);
  }
  if (head.form == ColumnForm::few) {
    const std::size_t different = this->count(std::min(kFew, count));
    return pass(different, Forms::above_only) && pass(count, head.bits);
  }
  const std::size_t begin = at_;
  if (!pass(count, 1)) return false;
  std::size_t others = 1;
  for (const std::byte byte : bytes_.subspan(begin, at_ - begin))
    others += static_cast<std::size_t>(std::popcount(static_cast<std::uint8_t>(byte)));
  return pass(others, Forms::above_only);
}

}  // namespace qingxin::book
