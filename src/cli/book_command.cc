// SPDX-License-Identifier: Apache-2.0
#include "cli/book_command.h"

#include <ostream>

#include "app/book_file.h"
#include "cli/book_text.h"
#include "cli/progress_bar.h"
#include "wire/book_json.h"

namespace qingxin::cli {

namespace {

Result<app::BookFile> built(const BuildBookCommand& command, const law::Law& law,
                            const Machine& machine) {
  ProgressBar bar(machine);
  return app::build_book_file(command.folder, command.file, command.threads, law,
                              [&](std::string_view what, std::int64_t done, std::int64_t total) {
                                bar.show(what, done, total);
                              });
}

}  // namespace

Result<int> run_build_book(const BuildBookCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<app::BookFile> file = built(command, *law, machine);
  if (!file) return tl::unexpected(file.error());
  print_book_built(*file, machine.elapsed(), machine.out);
  return 0;
}

Result<int> run_book_info(const BookInfoCommand& command, const Machine& machine) {
  const Result<app::BookFile> file = app::open_book_file(command.file);
  if (!file) return tl::unexpected(file.error());
  if (command.wants_json)
    wire::write_book_json(*file, machine.version, machine.out);
  else
    print_book(*file, colour_of(machine), machine.out);
  return 0;
}

}  // namespace qingxin::cli
