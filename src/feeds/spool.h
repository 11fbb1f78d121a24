// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "feeds/nameless_file.h"

namespace qingxin::feeds {

// Bytes put aside on shelves, and taken back shelf by shelf. What does not fill a page stays in
// memory; the rest is in a file without a name. For one thread at a time.
class Spool {
 public:
  static constexpr std::size_t kPageBytes = std::size_t{1} << 13;

  // The file is made in that folder, when the first page is full.
  Spool(std::filesystem::path folder, std::size_t shelves)
      : file_(std::move(folder)), shelves_(shelves) {}

  std::size_t shelves() const { return shelves_.size(); }
  // Error: unavailable, naming the folder, when the disk is full or cannot be written.
  Result<void> put(std::size_t shelf, std::string_view bytes);
  // All that was put on the shelf, in its order; it stays there.
  Result<std::string> all_of(std::size_t shelf) const;

 private:
  struct Page {
    std::uint64_t at;
    std::uint32_t size;
  };
  struct Shelf {
    std::string open;  // the page that is being filled
    std::vector<Page> pages;
    std::size_t bytes_in_pages = 0;
  };
  Result<void> close_page(Shelf& shelf);

  NamelessFile file_;
  std::vector<Shelf> shelves_;
};

}  // namespace qingxin::feeds
