// SPDX-License-Identifier: Apache-2.0
#include "feeds/folder_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "app/write_sample.h"
#include "book/fact_cells.h"
#include "feeds/folder.h"
#include "tests/support/temporary_folder.h"

// A folder that is read in parts says what it says when it is read whole.
namespace qingxin::app {
namespace {

namespace fs = std::filesystem;

std::string words_of(const book::FactCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string_view>(&cell)) return "'" + std::string(*text);
  return "-";
}

std::string place_of(const book::Facts& facts, book::ProjectIndex project, book::Source source,
                     std::uint32_t worker) {
  std::string words = project == book::kNone
                          ? "no project"
                          : std::string(facts.texts[facts.projects[project].project_id]);
  words += " " + std::to_string(source.file) + "/" + std::to_string(source.row);
  return words + " " + std::string(facts.identities[worker]);
}

// Every row as words, with its table, project, place and worker.
void add_rows(const book::Facts& facts, std::vector<std::string>& rows) {
  for (const book::TableShape& shape : book::all_tables()) {
    book::FactRow row;
    for (std::size_t i = 0; i < book::row_count(facts, shape.table); ++i) {
      book::read_row(facts, shape.table, i, row);
      std::string words =
          std::string(shape.english) + " " + place_of(facts, row.project, row.source, row.worker);
      for (const book::FactCell& cell : row.cells) words += " " + words_of(cell);
      if (shape.table == book::Table::payments && facts.payments[i].cancelled_on)
        words += " back " + to_string(*facts.payments[i].cancelled_on);
      rows.push_back(words);
    }
  }
}

void add_rejected(const book::Facts& facts, std::vector<std::string>& rows) {
  for (const book::RejectedRow& row : facts.rejected)
    rows.push_back(std::to_string(static_cast<int>(row.table)) + " " +
                   place_of(facts, row.project, row.source, row.worker) + " " + row.column + " " +
                   row.value + " " + row.reason + " " + (row.month ? to_string(*row.month) : "-") +
                   " " + (row.date ? to_string(*row.date) : "-") +
                   (row.names_unknown_project ? " unknown" : "") +
                   (row.is_exact_duplicate ? " copy" : ""));
}

std::vector<std::string> files_of(const book::Facts& facts) {
  std::vector<std::string> files;
  for (const book::FileRead& file : facts.files)
    files.push_back(file.name + " " + std::to_string(file.rows) + " " + std::to_string(file.used) +
                    (file.is_monthly ? " monthly" : ""));
  return files;
}

// What a folder says, in an order that does not depend on how it was read.
struct Said {
  std::vector<std::string> rows, rejected;
  std::size_t parts = 0;
};

class FolderInParts : public testing::Test {
 protected:
  void make(SampleForm form, int projects) {
    folder_ = place_.path() / "县";
    const SampleOrder order{.seed = 11, .projects = projects, .months = 3, .form = form};
    ASSERT_TRUE(write_sample(order, folder_, *law::load(std::nullopt, std::nullopt)));
  }
  void append(const std::string& file, const std::string& lines) {
    std::ofstream(folder_ / file, std::ios::app) << lines;
  }
  // A line of a file, from 1.
  std::string line(const std::string& file, int number) {
    std::ifstream in(folder_ / file);
    std::string text;
    for (int i = 0; i < number; ++i) std::getline(in, text);
    return text;
  }

  Said whole(const feeds::Known& known) {
    Result<book::Facts> facts = feeds::read_folder(folder_, known, 2, {});
    EXPECT_TRUE(facts) << facts.error().message;
    Said said;
    add_rows(*facts, said.rows);
    add_rejected(*facts, said.rejected);
    std::ranges::sort(said.rows);
    std::ranges::sort(said.rejected);
    files_ = files_of(*facts);
    present_ = facts->present;
    unrecognised_ = facts->unrecognised_files;
    return said;
  }
  Said in_parts(const feeds::Known& known, std::size_t rows_in_part, int threads) {
    const auto parts = feeds::read_folder_in_parts({.folder = folder_,
                                                    .aside = place_.path(),
                                                    .left_out = {},
                                                    .threads = threads,
                                                    .rows_in_part = rows_in_part},
                                                   known, {});
    EXPECT_TRUE(parts) << parts.error().message;
    const book::Facts& head = (*parts)->head();
    EXPECT_EQ(files_of(head), files_);
    EXPECT_EQ(head.present.tables, present_.tables);
    EXPECT_EQ(head.present.columns, present_.columns);
    EXPECT_EQ(head.unrecognised_files, unrecognised_);
    Said said;
    std::size_t projects = 0;
    while (true) {
      const auto part = (*parts)->next();
      EXPECT_TRUE(part) << part.error().message;
      if (!*part) break;
      ++said.parts;
      const book::Facts& facts = *(*part)->facts;
      EXPECT_EQ((*part)->first_project, projects);
      for (const book::Project& project : facts.projects)
        EXPECT_EQ(facts.texts[project.project_id],
                  head.texts[head.projects[projects++].project_id]);
      add_rows(facts, said.rows);
      add_rejected(facts, said.rejected);
    }
    EXPECT_EQ(projects, head.projects.size());
    std::ranges::sort(said.rows);
    std::ranges::sort(said.rejected);
    return said;
  }
  void expect_same(const feeds::Known& known) {
    const Said one = whole(known);
    for (const std::size_t size : {std::size_t{1}, std::size_t{2'000}, std::size_t{1'000'000}}) {
      const Said many = in_parts(known, size, size == 1 ? 1 : 2);
      EXPECT_EQ(many.rows, one.rows);
      EXPECT_EQ(many.rejected, one.rejected);
      if (size == 2'000) {
        EXPECT_GT(many.parts, 3u);
      }
    }
  }

  TemporaryFolder place_;
  fs::path folder_;
  std::vector<std::string> files_, unrecognised_;
  book::Present present_;
};

TEST_F(FolderInParts, SaysWhatItSaysWhole) {
  make(SampleForm::plain, 24);
  append("工资表.csv", line("工资表.csv", 2) + "\n" + line("工资表.csv", 400) + "\n");
  append("花名册.csv", line("花名册.csv", 7) + "\n");
  append("人工费计划.csv", line("人工费计划.csv", 3) + "\n");
  append("专户流水.csv", line("专户流水.csv", 5) + "\n,,,,,\n没有这个账号,2026-10-01,1,收入\n");
  append("考勤.csv", "没有这个项目,1\n" + line("考勤.csv", 9) + "\n");
  expect_same({});
  EXPECT_GT(whole({}).rejected.size(), 5u);
}

// The same serial on payments of two projects, and one that another project's bank sent back.
TEST_F(FolderInParts, SettlesWhatSeveralProjectsHaveInCommon) {
  make(SampleForm::plain, 24);
  std::string again;
  std::ifstream in(folder_ / "代发明细.csv");
  std::string first, text;
  std::getline(in, first);
  const auto last_of = [](const std::string& row) { return row.substr(0, row.find(',')); };
  std::vector<std::string> rows;
  while (std::getline(in, text)) rows.push_back(text);
  const std::string one = rows.front();
  const std::string other_project = last_of(rows.back());
  ASSERT_NE(last_of(one), other_project);
  again += other_project + one.substr(one.find(',')) + "\n";
  std::string returned = other_project + rows[1].substr(rows[1].find(','));
  const std::size_t status = returned.find("成功");
  ASSERT_NE(status, std::string::npos) << returned;
  returned.replace(status, std::string("成功").size(), "退回");
  append("代发明细.csv", again + returned + "\n");
  const Said said = whole({});
  EXPECT_TRUE(std::ranges::any_of(said.rejected, [](const std::string& row) {
    return row.find("同一流水号") != std::string::npos;
  }));
  EXPECT_TRUE(std::ranges::any_of(
      said.rows, [](const std::string& row) { return row.find(" back ") != std::string::npos; }));
  expect_same({});
}

TEST_F(FolderInParts, ReadsWorkbooksAndOldCharactersAlike) {
  make(SampleForm::office, 24);
  expect_same({});
}

// A delivery that adds to what is known: no projects of its own, an account that nobody tells
// again.
TEST_F(FolderInParts, NamesTheKnownProjectsThatItSpeaksOf) {
  make(SampleForm::plain, 24);
  const Result<book::Facts> facts = feeds::read_folder(folder_, 1, {});
  ASSERT_TRUE(facts);
  feeds::Known known;
  for (const book::Project& project : facts->projects)
    known.project_ids.emplace_back(facts->texts[project.project_id]);
  known.project_ids.emplace_back("没人提到的项目");
  for (const book::Account& account : facts->accounts)
    known.accounts.push_back(
        {std::string(facts->texts[account.account]),
         std::string(facts->texts[facts->projects[account.project].project_id])});
  for (const char* file : {"项目.csv", "专户.csv", "花名册.csv", "参建单位.csv", "考勤.csv"})
    fs::remove(folder_ / file);
  expect_same(known);
}

TEST_F(FolderInParts, SaysWhereRowsCannotBePutAside) {
  make(SampleForm::plain, 3);
  const auto parts = feeds::read_folder_in_parts({.folder = folder_,
                                                  .aside = place_.path() / "没有",
                                                  .left_out = {},
                                                  .threads = 1,
                                                  .rows_in_part = 10},
                                                 {}, {});
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().code, ErrorCode::unavailable);
  EXPECT_NE(parts.error().message.find("没有"), std::string::npos) << parts.error().message;
}

TEST_F(FolderInParts, TellsWhatWasLeftOutAmongWhatItDidNotRead) {
  make(SampleForm::plain, 3);
  const auto parts = feeds::read_folder_in_parts({.folder = folder_,
                                                  .aside = place_.path(),
                                                  .left_out = {"参数.toml"},
                                                  .threads = 1,
                                                  .rows_in_part = 10},
                                                 {}, {});
  ASSERT_TRUE(parts);
  EXPECT_EQ(std::ranges::count((*parts)->head().unrecognised_files, "参数.toml"), 1);
}

}  // namespace
}  // namespace qingxin::app
