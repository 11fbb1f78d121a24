// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/text.h"
#include "book/book_file.h"
#include "book/build_book.h"
#include "fuzz/fuzz_input.h"
#include "law/law.h"
#include "tests/support/sealed_book.h"
#include "verify/judge_tiles.h"
#include "verify/verify.h"

namespace {

using namespace qingxin;

void judge(const book::Book& book, Date as_of) {
  static const Result<law::Law> kLaw = law::load(std::nullopt, std::nullopt);
  check(kLaw.has_value());
  const verify::Settings settings{.as_of = as_of, .run_all_rules = true};
  if (const std::optional<book::Tiles> tiles = book::tiles_of(book); tiles && book.newest <= as_of)
    verify::TileJudge(book, *tiles, *kLaw, settings).judge_all(verify::screens().front().screen);
  const Result<verify::Report> report = verify::verify(book, *kLaw, settings, {});
  check(report || report.error().code == ErrorCode::invalid_input);
}

}  // namespace

// Sizes and checksums are made right, so that what is left to refuse is what the bytes mean. A
// refusal names the file and says something; what is opened can be judged, at any day.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto given = std::as_bytes(std::span(data, size));
  std::vector<std::byte> bytes(given.begin(), given.end());
  tests::seal(bytes);
  const tests::MemoryFile file(bytes);
  const Result<book::Book> book = book::open(file.path());
  if (!book) {
    check(book.error().message.starts_with("账册「/proc/") && is_utf8(book.error().message));
    return 0;
  }
  book::ProjectRows rows;
  for (book::ProjectIndex project = 0; project < book->projects.size(); ++project)
    if (!book->read(project, rows)) return 0;
  judge(*book, date(2026, 11, 23));
  judge(*book, date(2026, 10, 20));
  return 0;
}
