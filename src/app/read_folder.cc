// SPDX-License-Identifier: Apache-2.0
#include "app/read_folder.h"

#include "app/rule_book.h"
#include "book/build_book.h"
#include "feeds/folder.h"

namespace qingxin::app {

Result<FolderRead> read_folder(const std::filesystem::path& folder, std::optional<Date> as_of,
                               int threads, const law::Law& law, const Progress& progress) {
  Result<law::Law> local_law = law_of_folder(law, folder);
  if (!local_law) return tl::unexpected(local_law.error());
  Result<book::Facts> facts = feeds::read_folder(
      folder, threads, [&](std::string_view file, std::int64_t done, std::int64_t total) {
        if (progress) progress(file, done, total);
      });
  if (!facts) return tl::unexpected(facts.error());
  return FolderRead{*std::move(local_law), book::build(*std::move(facts), as_of, threads)};
}

}  // namespace qingxin::app
