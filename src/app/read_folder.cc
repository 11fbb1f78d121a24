// SPDX-License-Identifier: Apache-2.0
#include "app/read_folder.h"

#include "app/permit.h"
#include "app/read_stored.h"
#include "app/rule_book.h"
#include "book/book_file.h"
#include "book/build_book.h"
#include "feeds/folder.h"

namespace qingxin::app {

Result<FolderRead> read_folder(const std::filesystem::path& folder, std::optional<Date> as_of,
                               int threads, const law::Law& law, const Progress& progress) {
  const Result<std::optional<std::string>> parameters = feeds::read_parameters_file(folder);
  if (!parameters) return tl::unexpected(parameters.error());
  Result<law::Law> local_law = law_with(law, parameters->value_or(""));
  if (!local_law) return tl::unexpected(local_law.error());
  Result<book::Facts> facts = feeds::read_folder(
      folder, threads, [&](std::string_view file, std::int64_t done, std::int64_t total) {
        if (progress) progress(file, done, total);
      });
  if (!facts) return tl::unexpected(facts.error());
  FolderRead read{*std::move(local_law), book::build(*std::move(facts), as_of, threads)};
  read.facts.parameters = parameters->value_or("");
  return read;
}

Result<FolderRead> open_book(const std::filesystem::path& file, const law::Law& law) {
  Result<book::Book> book = book::open(file);
  if (!book) return tl::unexpected(book.error());
  Result<law::Law> local_law = law_with(law, book->parameters);
  if (!local_law) return tl::unexpected(local_law.error());
  return FolderRead{*std::move(local_law), *std::move(book)};
}

Result<FolderRead> read_facts(const FactsPlace& place, Date as_of, int threads, const law::Law& law,
                              const Progress& progress) {
  if (place.stored) {
    if (const Result<void> may = permit(place.who, access::Action::see_facts); !may)
      return tl::unexpected(may.error());
    return read_stored(*seen_by(place.who, *place.stored), {}, as_of, threads, law);
  }
  if (!place.book.empty()) return open_book(place.book, law);
  return read_folder(place.folder, as_of, threads, law, progress);
}

}  // namespace qingxin::app
