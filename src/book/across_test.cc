// SPDX-License-Identifier: Apache-2.0
#include "book/across.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "book/book_builder.h"

namespace qingxin::book {
namespace {

using Pairs = std::vector<NumberPair>;

class AcrossProjects : public testing::Test {
 protected:
  AcrossProjects() {
    for (const std::string_view id : {"P0", "P1"}) {
      facts_.projects.push_back({.project_id = text(id), .owner = text("平川县交通局")});
      facts_.accounts.push_back({.project = static_cast<ProjectIndex>(facts_.projects.size() - 1),
                                 .account = text("9900001")});
    }
  }

  TextId text(std::string_view text) { return facts_.texts.add(text); }
  WorkerIndex worker(std::string_view number) { return facts_.identities.add(number); }

  RosterEntry& add(ProjectIndex project, WorkerIndex worker, std::string_view name) {
    return facts_.roster.emplace_back(
        RosterEntry{.project = project, .worker = worker, .name = text(name)});
  }
  void see(ProjectIndex project, WorkerIndex worker, Month month, std::uint32_t days) {
    facts_.attendance.push_back({.project = project,
                                 .worker = worker,
                                 .month = month,
                                 .days = days,
                                 .hours_hundredths = -1,
                                 .passes = -1,
                                 .first_minute = -1,
                                 .last_minute = -1,
                                 .source = {}});
  }
  AcrossColumns joined() const {
    TextColumns texts = laid_out(facts_.texts);
    TextColumns identities = laid_out(facts_.identities);
    PiecePacker packer;
    for (ProjectIndex project = 0; project < facts_.projects.size(); ++project) {
      ProjectRows rows = rows_of(project);
      packer.add(project, rows, texts.table(), identities.table());
    }
    BookBuilder builder;
    builder.add(packer.finish());
    Book about;
    about.projects = facts_.projects;
    about.rejected = facts_.rejected;
    about.files.resize(1);
    const Book book = builder.finish(std::move(about), std::move(texts), std::move(identities));
    const auto pairs = [](std::span<const NumberPair> list) {
      return Pairs(list.begin(), list.end());
    };
    return {pairs(book.across.cards),   pairs(book.across.phones), pairs(book.across.accounts),
            pairs(book.across.strayed), pairs(book.across.alike),  book.across.renamed,
            book.across.sightings};
  }
  ProjectRows rows_of(ProjectIndex project) const {
    ProjectRows rows;
    const auto take = [&](const auto& from, auto& to) {
      std::ranges::copy_if(from, std::back_inserter(to),
                           [&](const auto& row) { return row.project == project; });
    };
    take(facts_.units, rows.units);
    take(facts_.roster, rows.roster);
    take(facts_.accounts, rows.accounts);
    take(facts_.attendance, rows.attendance);
    return rows;
  }

  Facts facts_;
};

TEST_F(AcrossProjects, SharesCardsPhonesAndAccountsEachOnce) {
  const WorkerIndex one = worker("1"), other = worker("2");
  const TextId card = text("6222"), phone = text("139");
  for (const ProjectIndex project : {1u, 0u})
    for (const WorkerIndex who : {other, one}) {
      RosterEntry& entry = add(project, who, "林小桥");
      entry.card = card;
      entry.phone = phone;
    }
  RosterEntry& manager = add(0, worker("3"), "管理员");
  manager.role = Role::manager;
  manager.phone = phone;
  const AcrossColumns across = joined();
  EXPECT_EQ(across.cards, (Pairs{{card, one}, {card, other}}));
  EXPECT_EQ(across.phones, (Pairs{{phone, one}, {phone, other}}));
  EXPECT_EQ(across.accounts, (Pairs{{text("9900001"), 0}, {text("9900001"), 1}}));
  EXPECT_EQ(pairs_of(across.cards, card).size(), 2u);
  EXPECT_TRUE(pairs_of(across.cards, card + 1).empty());
}

TEST_F(AcrossProjects, KnowsNamesThatDifferOnlyInHowTheyAreWritten) {
  const TextId plain = text("平川建工(集团)"), wide = text("平川建工（集团）"),
               else_ = text("大山");
  facts_.units.push_back({.project = 0, .name = wide});
  facts_.units.push_back({.project = 0, .name = plain});
  facts_.units.push_back({.project = 1, .name = else_});
  const AcrossColumns columns = joined();
  ASSERT_EQ(columns.alike.size(), 1u);
  const Across across{.alike = columns.alike};
  EXPECT_EQ(across.standing_for(plain), across.standing_for(wide));
  EXPECT_EQ(across.standing_for(else_), else_);
}

TEST_F(AcrossProjects, KeepsTheStaysOfWhoGoesByTwoNames) {
  const WorkerIndex one = worker("1"), two = worker("2"), spaced = worker("3");
  add(1, two, "林大桥");
  add(0, one, "赵一");
  add(0, two, "林小桥");
  add(0, spaced, "王 五");
  add(1, spaced, "王五");
  AcrossColumns columns = joined();
  ASSERT_EQ(columns.renamed.size(), 2u);
  const Across across{.renamed = std::move(columns.renamed)};
  EXPECT_EQ(across.renamed_of(two).size(), 2u);
  EXPECT_TRUE(across.renamed_of(one).empty());
  EXPECT_TRUE(across.renamed_of(spaced).empty());  // the same name
}

TEST_F(AcrossProjects, KeepsTheMonthsInWhichSomebodyWasSeenInTwoPlaces) {
  const WorkerIndex one = worker("1"), two = worker("2");
  const Month october = month(2026, 10);
  see(0, one, october, 1);
  see(0, two, october, 2);
  see(0, two, october - 1, 4);
  see(1, one, october - 1, 8);
  see(1, two, october, 16);
  AcrossColumns columns = joined();
  const Across across{.sightings = std::move(columns.sightings)};
  EXPECT_TRUE(across.sightings_of(one).empty());
  ASSERT_EQ(across.sightings_of(two).size(), 2u);
  EXPECT_EQ(across.sightings_of(two)[0].days, 2u);
  EXPECT_EQ(across.sightings_of(two)[1].days, 16u);
}

TEST_F(AcrossProjects, LooksForTheProjectsOfWhoStandsInAnUnknownOne) {
  const WorkerIndex one = worker("1"), two = worker("2");
  add(1, one, "赵一");
  add(0, two, "钱二");
  see(0, one, month(2026, 10), 1);
  EXPECT_TRUE(joined().strayed.empty());
  facts_.rejected.push_back(
      {.table = Table::payroll, .worker = one, .names_unknown_project = true});
  EXPECT_EQ(joined().strayed, (Pairs{{one, 0}, {one, 1}}));
}

}  // namespace
}  // namespace qingxin::book
