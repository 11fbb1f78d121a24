// SPDX-License-Identifier: Apache-2.0
#include "store/sketch_bytes.h"

#include <cstdint>
#include <cstring>

namespace qingxin::store {

namespace {

constexpr char kVersion = 1;
constexpr std::uint64_t kListMost = 1 << 20;  // more is no sketch

class Writer {
 public:
  void number(std::uint64_t value, int length) {
    for (int i = 0; i < length; ++i) bytes += static_cast<char>(value >> (8 * i));
  }
  void number(std::int64_t value) { number(static_cast<std::uint64_t>(value), 8); }
  void text(std::string_view value) {
    number(value.size(), 4);
    bytes += value;
  }

  std::string bytes;
};

// After the first fault everything is 0.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number(int length) {
    if (rest_.size() < static_cast<std::size_t>(length)) is_whole_ = false;
    if (!is_whole_) return 0;
    std::uint64_t value = 0;
    for (int i = 0; i < length; ++i)
      value |= std::uint64_t{static_cast<unsigned char>(rest_[static_cast<std::size_t>(i)])}
               << (8 * i);
    rest_.remove_prefix(static_cast<std::size_t>(length));
    return value;
  }
  std::int64_t number() { return static_cast<std::int64_t>(number(8)); }
  std::size_t length() {
    const std::uint64_t count = number(4);
    if (count > kListMost) is_whole_ = false;
    return is_whole_ ? static_cast<std::size_t>(count) : 0;
  }
  std::string text() {
    const std::size_t size = length();
    if (rest_.size() < size) is_whole_ = false;
    if (!is_whole_) return {};
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }
  bool has_ended_well() const { return is_whole_ && rest_.empty(); }
  bool is_whole() const { return is_whole_; }

 private:
  std::string_view rest_;
  bool is_whole_ = true;
};

}  // namespace

std::string bytes_of(const intake::Sketch& sketch) {
  Writer out;
  out.bytes += kVersion;
  out.number(sketch.text_mark);
  out.number(static_cast<std::uint64_t>(sketch.own_pairs), 4);
  for (const std::uint16_t hash : sketch.text) out.number(hash, 2);
  out.number(sketch.bands.size(), 4);
  for (const std::int64_t band : sketch.bands) out.number(band);
  out.number(sketch.people.size(), 4);
  for (const intake::PersonMark& person : sketch.people)
    for (const std::int64_t mark : {person.name, person.phone, person.identity}) out.number(mark);
  for (const std::vector<std::string>* const names : {&sketch.units, &sketch.projects}) {
    out.number(names->size(), 4);
    for (const std::string& name : *names) out.text(name);
  }
  out.number(sketch.months.size(), 4);
  for (const Month month : sketch.months)
    out.number(static_cast<std::uint64_t>(static_cast<std::uint32_t>(month.index)), 4);
  return out.bytes;
}

std::optional<intake::Sketch> sketch_in(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != kVersion) return std::nullopt;
  Reader in(bytes.substr(1));
  intake::Sketch sketch;
  sketch.text_mark = in.number();
  sketch.own_pairs = static_cast<std::int32_t>(in.number(4));
  for (std::uint16_t& hash : sketch.text) hash = static_cast<std::uint16_t>(in.number(2));
  for (std::size_t left = in.length(); left > 0 && in.is_whole(); --left)
    sketch.bands.push_back(in.number());
  for (std::size_t left = in.length(); left > 0 && in.is_whole(); --left) {
    intake::PersonMark person;
    person.name = in.number();
    person.phone = in.number();
    person.identity = in.number();
    sketch.people.push_back(person);
  }
  for (std::vector<std::string>* const names : {&sketch.units, &sketch.projects})
    for (std::size_t left = in.length(); left > 0 && in.is_whole(); --left)
      names->push_back(in.text());
  for (std::size_t left = in.length(); left > 0 && in.is_whole(); --left)
    sketch.months.push_back(Month{static_cast<std::int32_t>(in.number(4))});
  if (!in.has_ended_well()) return std::nullopt;
  return sketch;
}

}  // namespace qingxin::store
