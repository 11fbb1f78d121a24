// SPDX-License-Identifier: Apache-2.0
#include "feeds/spool.h"

namespace qingxin::feeds {

Result<void> Spool::put(std::size_t number, std::string_view bytes) {
  Shelf& shelf = shelves_[number];
  shelf.open += bytes;
  if (shelf.open.size() < kPageBytes) return {};
  return close_page(shelf);
}

Result<void> Spool::close_page(Shelf& shelf) {
  const std::uint64_t at = file_.size();
  if (const Result<void> written = file_.append(shelf.open); !written) return written;
  shelf.pages.push_back({at, static_cast<std::uint32_t>(shelf.open.size())});
  shelf.bytes_in_pages += shelf.open.size();
  shelf.open.clear();
  return {};
}

Result<std::string> Spool::all_of(std::size_t number) const {
  const Shelf& shelf = shelves_[number];
  std::string all(shelf.bytes_in_pages, '\0');
  std::size_t place = 0;
  for (const Page& page : shelf.pages) {
    if (const Result<void> read = file_.read(page.at, page.size, all.data() + place); !read)
      return tl::unexpected(read.error());
    place += page.size;
  }
  return all += shelf.open;
}

}  // namespace qingxin::feeds
