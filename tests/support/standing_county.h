// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "app/read_folder.h"
#include "app/write_sample.h"
#include "base/check.h"
#include "book/build_book.h"
#include "book/row_fields.h"
#include "feeds/doubles.h"
#include "rules/catalogue.h"
#include "verify/standing.h"
#include "verify/verify_brief.h"

namespace qingxin::tests {

namespace fs = std::filesystem;

// Every field of a finding, in words.
inline std::string told(const verify::BriefFinding& finding, const book::Book& facts) {
  std::string text;
  const auto add = [&](std::string_view part) {
    text += part;
    text += '|';
  };
  add(facts.texts[facts.projects[finding.project].project_id]);
  add(facts.identities[finding.worker]);
  add(std::to_string(finding.month.index));
  add(rules::kCatalogue[finding.rule].id);
  add(std::to_string(static_cast<int>(finding.verdict)));
  add(std::to_string(static_cast<int>(finding.severity)));
  add(facts.texts[finding.unit]);
  add(finding.amount ? std::to_string(finding.amount->fen) : "");
  add(finding.subject);
  add(finding.missing ? finding.missing->table : "");
  add(finding.missing ? finding.missing->column : "");
  return text;
}

inline std::vector<std::string> told(const std::vector<verify::BriefFinding>& findings,
                                     const book::Book& facts) {
  std::vector<std::string> all;
  for (const verify::BriefFinding& finding : findings) all.push_back(told(finding, facts));
  return all;
}

inline constexpr auto kTables =
    std::tuple(&book::Rows::units, &book::Rows::roster, &book::Rows::accounts, &book::Rows::payroll,
               &book::Rows::payments, &book::Rows::attendance, &book::Rows::movements,
               &book::Rows::labour_fees, &book::Rows::disputes, &book::Rows::deposits,
               &book::Rows::guarantees, &book::Rows::boards);

// The facts written down plainly: what a Standing is compared with.
struct Plain {
  book::Rows rows;
  std::vector<book::Project> projects;
  std::vector<std::string> texts, identities;
  std::vector<book::FileRead> files;
  std::vector<book::RejectedRow> rejected;
  book::Present present;

  explicit Plain(const book::Facts& facts)
      : rows(facts),
        projects(facts.projects),
        files(facts.files),
        rejected(facts.rejected),
        present(facts.present) {
    for (book::TextId id = 0; id < facts.texts.size(); ++id) texts.emplace_back(facts.texts[id]);
    for (book::WorkerIndex id = 0; id < facts.identities.size(); ++id)
      identities.emplace_back(facts.identities[id]);
  }

  book::Facts facts() const {
    book::Facts facts;
    static_cast<book::Rows&>(facts) = rows;
    facts.projects = projects;
    facts.files = files;
    facts.rejected = rejected;
    facts.present = present;
    for (const std::string& text : texts) facts.texts.add(text);
    for (const std::string& number : identities) facts.identities.add(number);
    return facts;
  }

  // A run from the beginning.
  std::vector<std::string> judged(const law::Law& law, const verify::Settings& settings) const {
    book::Facts all = facts();
    for (book::Payment& payment : all.payments) payment.cancelled_on.reset();
    feeds::cancel_returned(all);
    const book::Book book = book::build(std::move(all), settings.as_of, 1);
    const auto found = verify::verify_brief(book, law, settings);
    check(found.has_value());
    return told(*found, book);
  }
};

// Makes changes by chance, of every kind.
class Chance {
 public:
  Chance(std::uint32_t seed, Plain& plain, verify::Standing& standing)
      : random_(seed), plain_(&plain), standing_(&standing) {}

  // What has changed, for the message of a failure.
  std::string step() {
    const std::size_t table = below(std::tuple_size_v<decltype(kTables)> + 1);
    if (table == 0) return change_project();
    return std::apply(
        [&](auto... member) {
          std::string done;
          std::size_t at = 0;
          ((++at == table ? void(done = change(member)) : void()), ...);
          return done;
        },
        kTables);
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  book::TextId text(const std::string& text) {
    const book::TextId id = standing_->text(text);
    if (id == plain_->texts.size()) plain_->texts.push_back(text);
    check(plain_->texts[id] == text);
    return id;
  }

  void turn(Money& cell) {
    constexpr std::array<std::int64_t, 5> kBy{1, -1, 100'000, -100'000, 5'000'000};
    cell.fen = std::max<std::int64_t>(0, cell.fen + kBy[below(kBy.size())]);
  }
  void turn(Date& cell) { cell = cell + (static_cast<int>(below(one_in(3) ? 200 : 9)) - 4); }
  void turn(Month& cell) { cell = cell + (static_cast<int>(below(3)) - 1); }
  void turn(book::TextId& cell) {
    const std::string& now = plain_->texts[cell];
    // The same name, but written differently; or another one.
    constexpr unsigned kContinues = 0x80;  // of a character of several bytes
    if (now.size() > 3 && (static_cast<unsigned char>(now[3]) & 0xC0U) != kContinues)
      cell = text(one_in(2) ? now.substr(0, 3) + " " + now.substr(3) : now + "二");
  }
  template <typename Cell>
  void turn(std::optional<Cell>& cell) {
    if (cell && one_in(4))
      cell.reset();
    else if (cell)
      turn(*cell);
  }
  template <typename Cell>
  void turn(Cell&) {}  // takes that of another row

  // Changes one cell: a little, or to that of another row.
  template <typename Row>
  void mutate(Row& row, const std::vector<Row>& others) {
    const Row& other = others[below(others.size())];
    const bool is_taken = one_in(2);
    const std::size_t cells = std::tuple_size_v<std::remove_cvref_t<decltype(book::kCells<Row>)>>;
    const std::size_t which = below(cells);
    std::size_t at = 0;
    std::apply(
        [&](auto... cell) {
          ((at++ == which ? (is_taken ? void(row.*cell = other.*cell) : turn(row.*cell)) : void()),
           ...);
        },
        book::kCells<Row>);
    if constexpr (std::is_same_v<Row, book::AttendanceRow>)
      if (one_in(2)) row.days = std::uint32_t{1} << below(28);
    if constexpr (std::is_same_v<Row, book::Board>)
      if (one_in(2)) row.fields = other.fields;
    if constexpr (book::has_worker<Row>)
      if (one_in(8)) row.worker = one_in(4) ? new_worker() : other.worker;
    if constexpr (book::has_project<Row>)
      if (one_in(8)) row.project = other.project;
    row.source.row = static_cast<std::uint32_t>(2 + below(1000));
  }

  book::WorkerIndex new_worker() {
    const std::string number = "99012319800101" + std::to_string(1000 + below(9000));
    const book::WorkerIndex worker = standing_->worker(number);
    if (worker == plain_->identities.size()) plain_->identities.push_back(number);
    check(plain_->identities[worker] == number);
    return worker;
  }

  template <typename Row>
  std::string change(std::vector<Row> book::Rows::*member) {
    std::vector<Row>& rows = plain_->rows.*member;
    if (rows.empty()) return "nothing";
    const std::size_t at = below(rows.size());
    const std::size_t kind = below(4);
    if (kind == 0) {
      check(standing_->apply({rows[at], std::nullopt}));
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
      return "a row goes: " + std::string(typeid(Row).name());
    }
    Row row = rows[at];
    for (std::size_t i = 0; i <= below(3); ++i) mutate(row, rows);
    if (kind == 1) {
      check(standing_->apply({std::nullopt, row}));
      rows.push_back(row);
      return "a row comes: " + std::string(typeid(Row).name());
    }
    check(standing_->apply({rows[at], row}));
    rows[at] = row;
    return "a row is replaced: " + std::string(typeid(Row).name());
  }

  std::string change_project() {
    std::vector<book::Project>& projects = plain_->projects;
    const std::size_t at = below(projects.size());
    if (one_in(6)) return projects.size() > 3 ? drop(at) : found(at);
    book::Project project = projects[at];
    mutate(project, projects);
    project.project_id = projects[at].project_id;
    check(standing_->apply({projects[at], project}));
    projects[at] = project;
    return "a project is replaced";
  }

  std::string drop(std::size_t at) {
    check(standing_->apply({plain_->projects[at], std::nullopt}));
    const auto index = static_cast<book::ProjectIndex>(at);
    const auto drop_rows = [&](auto& rows) {
      std::erase_if(rows, [&](const auto& row) { return row.project == index; });
      for (auto& row : rows) row.project -= row.project != book::kNone && row.project > index;
    };
    std::apply([&](auto... member) { (drop_rows(plain_->rows.*member), ...); }, kTables);
    drop_rows(plain_->rejected);
    plain_->projects.erase(plain_->projects.begin() + static_cast<std::ptrdiff_t>(at));
    return "a project goes";
  }

  // The new project comes among the others, so that those behind it move.
  std::string found(std::size_t like) {
    book::Project project = plain_->projects[like];
    const std::string id = "PC0000" + std::to_string(below(10)) + std::to_string(below(1'000'000));
    if (standing_->project(id) != book::kNone) return "nothing";
    project.project_id = text(id);
    check(standing_->apply({std::nullopt, project}));
    const book::ProjectIndex at = standing_->project(id);
    const auto move = [&](auto& rows) {
      for (auto& row : rows) row.project += row.project != book::kNone && row.project >= at;
    };
    std::apply([&](auto... member) { (move(plain_->rows.*member), ...); }, kTables);
    move(plain_->rejected);
    plain_->projects.insert(plain_->projects.begin() + at, project);
    return "a project comes";
  }

  std::mt19937 random_;
  Plain* plain_;
  verify::Standing* standing_;
};

// Nothing but what a run over the same facts finds, or a fatal failure.
inline void expect_same(const verify::Standing& standing, const Plain& plain, const law::Law& law,
                        verify::Settings settings) {
  settings.as_of = standing.as_of();
  const std::vector<std::string> found = told(standing.findings(), standing.facts());
  const std::vector<std::string> anew = plain.judged(law, settings);
  if (found == anew) return;
  std::set<std::string> only_here(found.begin(), found.end());
  std::set<std::string> only_anew(anew.begin(), anew.end());
  for (const std::string& one : found) only_anew.erase(one);
  for (const std::string& one : anew) only_here.erase(one);
  FAIL() << "stands alone: " << testing::PrintToString(only_here)
         << "\nfound anew alone: " << testing::PrintToString(only_anew);
}

// A county that is read, and then lives on.
class StandingCounty : public testing::Test {
 protected:
  void SetUp() override {
    const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
    ASSERT_TRUE(law);
    shipped_ = *law;
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A county with every row that it has, however late.
  book::Book county(const app::SampleOrder& order) {
    fs::remove_all(folder_);
    const auto written = app::write_sample(order, folder_, shipped_);
    check(written.has_value());
    Result<app::FolderRead> read = app::read_folder(folder_, std::nullopt, 1, shipped_, {});
    check(read.has_value());
    law_ = read->law;
    return std::move(read->facts);
  }

  Plain plain_of(const book::Book& book) const {
    const Result<book::Facts> facts = book::unfold(book);
    check(facts.has_value());
    return Plain(*facts);
  }

  // Changes by chance, and some days: after each the Standing is as a run from the beginning.
  void expect_same_after_changes(const app::SampleOrder& order, int steps) {
    book::Book book = county(order);
    Plain plain = plain_of(book);
    const verify::Settings settings{.as_of = date(2026, 9, 20), .run_all_rules = true};
    verify::Standing standing(std::move(book), law_, settings);
    Chance chance(static_cast<std::uint32_t>(order.seed), plain, standing);
    expect_same(standing, plain, law_, settings);
    for (int step = 0; step < steps; ++step) {
      SCOPED_TRACE("seed " + std::to_string(order.seed) + ", step " + std::to_string(step));
      SCOPED_TRACE(chance.step());
      expect_same(standing, plain, law_, settings);
      if (HasFatalFailure()) return;
      if (step % 5 != 0) continue;
      standing.advance(standing.as_of() + (step % 3));
      SCOPED_TRACE("the day is now " + to_string(standing.as_of()));
      expect_same(standing, plain, law_, settings);
      if (HasFatalFailure()) return;
    }
  }

  // Day after day without a change. Tells on how many nothing was judged.
  int expect_same_on_days(const app::SampleOrder& order, Date first, int days) {
    book::Book book = county(order);
    const Plain plain = plain_of(book);
    const verify::Settings settings{.as_of = first, .run_all_rules = true};
    verify::Standing standing(std::move(book), law_, settings);
    int quiet_days = 0;
    for (int day = 0; day < days; ++day) {
      SCOPED_TRACE(to_string(standing.as_of()));
      const std::uint64_t judged = standing.judged();
      const std::vector<std::string> before = told(standing.findings(), standing.facts());
      standing.advance(standing.as_of() + 1);
      expect_same(standing, plain, law_, settings);
      if (HasFatalFailure()) return quiet_days;
      if (standing.judged() != judged) continue;
      ++quiet_days;
      EXPECT_EQ(told(standing.findings(), standing.facts()), before);
    }
    return quiet_days;
  }

  law::Law shipped_, law_;
  fs::path folder_ = fs::temp_directory_path() / ("qingxin-standing-" + std::to_string(getpid()));
};

}  // namespace qingxin::tests
