// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <set>

#include "app/read_folder.h"
#include "app/write_sample.h"
#include "book/tiles.h"
#include "rules/catalogue.h"
#include "verify/fold_tiles.h"
#include "verify/judge_tiles.h"
#include "verify/verify_brief.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

// Which colours of each rule the tiles alone tell, where no rows need be asked.
using Colours = std::map<std::string_view, std::set<rules::Severity>>;

void add_told(const FolderRead& read, const verify::Settings& settings, Colours& told) {
  const std::optional<book::Tiles> tiles = book::tiles_of(read.facts);
  ASSERT_TRUE(tiles);
  const verify::TileJudge judge(read.facts, *tiles, read.law, settings);
  for (const verify::TileFinding& finding :
       judge.judge_all(verify::screens().front().screen).findings)
    told[rules::kCatalogue[finding.rule].id].insert(finding.severity);
}

// A folder has no tiles, a book file has: the brief answer of a book comes from them. That the rows
// tell what the report tells is the business of verify_brief_test.cc.
TEST(BriefOfTiles, TellsWhatTheRowsTell) {
  const fs::path folder = fs::temp_directory_path() / ("qingxin-tiles-" + std::to_string(getpid()));
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  ASSERT_TRUE(law);
  const SampleOrder order{.seed = 1, .projects = 60, .months = 3, .form = SampleForm::plain};
  ASSERT_TRUE(write_sample(order, folder, *law));
  Colours told;
  for (const Date as_of : {date(2026, 11, 23), date(2026, 10, 20)}) {
    SCOPED_TRACE(to_string(as_of));
    Result<FolderRead> read = read_folder(folder, as_of, 2, *law, {});
    ASSERT_TRUE(read);
    const verify::Settings settings{.as_of = as_of, .run_all_rules = true};
    const auto of_rows = verify::verify_brief(read->facts, read->law, settings);
    book::attach(verify::fold_tiles(read->facts, read->law, 1), read->facts);
    const auto of_tiles = verify::verify_brief(read->facts, read->law, settings);
    ASSERT_TRUE(of_rows && of_tiles);
    ASSERT_EQ(of_tiles->size(), of_rows->size());
    for (std::size_t i = 0; i < of_rows->size(); ++i)
      EXPECT_TRUE((*of_tiles)[i] == (*of_rows)[i])
          << rules::kCatalogue[(*of_rows)[i].rule].id << ' '
          << read->facts.identities[(*of_rows)[i].worker];
    add_told(*read, settings, told);
  }
  fs::remove_all(folder);
  for (const std::string_view rule : {"F05", "F06", "W01", "W02", "W06", "W11", "W16", "W17"})
    EXPECT_TRUE(told.contains(rule)) << rule;
  EXPECT_EQ(told["W01"], (std::set{rules::Severity::red, rules::Severity::orange}));
}

}  // namespace

}  // namespace qingxin::app
