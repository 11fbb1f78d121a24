// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "book/facts.h"
#include "feeds/folder.h"

namespace qingxin::feeds {

// Takes rows away while a folder is read, so that they need not all be held. The projects and the
// accounts are not taken: other rows are read by them. From any thread, one at a time.
class RowDrain {
 public:
  virtual ~RowDrain() = default;

  // Where what does not fit in memory may be put aside.
  virtual const std::filesystem::path& aside() const = 0;
  // Once the projects are known. `head` is what stays, and grows until the folder is read.
  virtual void begin(book::Facts& head) = 0;
  // Some rows of a file, in its order, with texts and identities of their own; `lines_before` has
  // to be added to their lines. They are given up.
  virtual void take(book::Facts& rows, std::uint32_t lines_before) = 0;
};

// The steps that reading a folder whole (read_folder) and in parts have in common: the files, with
// their rows in the drain, or in the facts where there is none. What comes last is left to the
// caller: sums, the order of rejected rows, known projects that nothing names; and with a drain
// also doubled rows and returned payments. Errors: those of read_folder().
Result<book::Facts> read_folder_through(RowDrain* drain, const std::filesystem::path& folder,
                                        const Known& known, int threads,
                                        const ReadProgress& progress);

// The last steps of both.
inline constexpr std::int64_t kFenMax = std::int64_t{1} << 61;  // 23,058 trillion yuan
tl::unexpected<Error> sum_is_too_large(book::Table table);
void sort_rejected(book::Facts& facts);

}  // namespace qingxin::feeds
