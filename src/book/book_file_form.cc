// SPDX-License-Identifier: Apache-2.0
#include "book/book_file_form.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <string>
#include <vector>

namespace qingxin::book {

std::string name_of_section(std::uint32_t kind) {
  const auto found = std::ranges::find(kSectionNames, SectionKind{kind}, &SectionName::kind);
  return found == kSectionNames.end() ? fmt::format("附加 {:#x}", kind)
                                      : std::string(found->chinese);
}

std::uint64_t checksum_of(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t section_checksum(std::span<const std::byte> section) {
  std::vector<std::uint64_t> pieces;
  for (std::uint64_t at = 0; at < section.size(); at += kPieceBytes)
    pieces.push_back(checksum_of(section.subspan(at, std::min(kPieceBytes, section.size() - at))));
  return checksum_of(std::as_bytes(std::span(pieces)));
}

std::uint64_t header_checksum(FileHeader header, std::span<const FileSection> sections) {
  header.checksum = 0;
  const std::array both{checksum_of(std::as_bytes(std::span(&header, 1))),
                        checksum_of(std::as_bytes(sections))};
  return checksum_of(std::as_bytes(std::span(both)));
}

}  // namespace qingxin::book
