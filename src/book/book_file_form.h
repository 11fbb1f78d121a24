// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "book/book.h"
#include "book/tiles.h"

// The bytes of a book file: a header, a table of sections, and the sections one after the other.
// Numbers are little-endian. Docs/book-file.md tells why it is so.
namespace qingxin::book {

inline constexpr std::array kBookMagic{'Q', 'X', 'B', 'O', 'O', 'K', '\r', '\n'};
inline constexpr std::uint32_t kBookVersion = 3;
inline constexpr std::uint32_t kByteOrder = 0x0102'0304;
inline constexpr std::uint32_t kOtherByteOrder = 0x0403'0201;

struct FileHeader {
  std::array<char, 8> magic = kBookMagic;
  std::uint32_t byte_order = kByteOrder;
  std::uint32_t version = kBookVersion;
  std::uint64_t bytes = 0;  // of the whole file
  std::uint64_t sections = 0;
  std::uint64_t checksum = 0;  // of header and table, this being 0
  std::array<std::uint64_t, 3> unused{};
};

struct FileSection {
  std::uint32_t kind = 0;  // ascending
  std::uint32_t unused = 0;
  std::uint64_t offset = 0;  // the first that alignment_of() leaves after the section before
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;  // SectionSum
};

static_assert(sizeof(FileHeader) == 64 && std::is_trivially_copyable_v<FileHeader>);
static_assert(sizeof(FileSection) == 32 && std::is_trivially_copyable_v<FileSection>);
static_assert(sizeof(NumberPair) == 8 && std::is_trivially_copyable_v<NumberPair>);

// The book's own sections; never renumbered. Those of other code are ExtraSections.
enum class SectionKind : std::uint32_t {
  about = 1,
  parameters,
  projects,
  rejected,
  unassigned,
  renamed,
  sightings,
  text_starts,
  text_offsets,
  text_bytes,
  identity_starts,
  identity_offsets,
  identity_bytes,
  cards,
  phones,
  accounts,
  strayed,
  alike,
  places,
  rows,
};

struct SectionName {
  SectionKind kind;
  std::string_view chinese;
};
inline constexpr std::array kSectionNames{
    SectionName{SectionKind::about, "概况"},
    SectionName{SectionKind::parameters, "参数"},
    SectionName{SectionKind::projects, "项目"},
    SectionName{SectionKind::rejected, "拒收的行"},
    SectionName{SectionKind::unassigned, "未分到项目的流水"},
    SectionName{SectionKind::renamed, "一人多名"},
    SectionName{SectionKind::sightings, "一月多处的考勤"},
    SectionName{SectionKind::text_starts, "文字分组"},
    SectionName{SectionKind::text_offsets, "文字位置"},
    SectionName{SectionKind::text_bytes, "文字"},
    SectionName{SectionKind::identity_starts, "证件号分组"},
    SectionName{SectionKind::identity_offsets, "证件号位置"},
    SectionName{SectionKind::identity_bytes, "证件号"},
    SectionName{SectionKind::cards, "工资卡"},
    SectionName{SectionKind::phones, "手机号"},
    SectionName{SectionKind::accounts, "专户"},
    SectionName{SectionKind::strayed, "编号不明的行"},
    SectionName{SectionKind::alike, "同名异写"},
    SectionName{SectionKind::places, "各项目的位置"},
    SectionName{SectionKind::rows, "各项目的行"},
    SectionName{SectionKind{kTilePlaces}, "合计的位置"},
    SectionName{SectionKind{kTileBlocks}, "各人月的合计"},
    SectionName{SectionKind{kTileWorkers}, "合计是谁的"},
};

// "附加 256" where it is none of the book's own.
std::string name_of_section(std::uint32_t kind);

inline constexpr std::size_t kMostSections = 1024;

// A line of the processor's cache; for what other code streams over, a page.
constexpr std::uint64_t alignment_of(std::uint32_t kind) {
  return kind < ExtraSection::kFirst ? 64 : 4096;
}
constexpr std::uint64_t place_after(std::uint64_t end, std::uint32_t kind) {
  const std::uint64_t alignment = alignment_of(kind);
  return (end + alignment - 1) / alignment * alignment;
}

// XXH3-64 of the checksums (XXH3-64) of a section's pieces, so that threads share the work.
inline constexpr std::uint64_t kPieceBytes = std::uint64_t{16} << 20;
std::uint64_t checksum_of(std::span<const std::byte> bytes);
std::uint64_t section_checksum(std::span<const std::byte> section);

// `header` with no checksum in it yet.
std::uint64_t header_checksum(FileHeader header, std::span<const FileSection> sections);

}  // namespace qingxin::book
