// SPDX-License-Identifier: Apache-2.0
#include "verify/standing.h"

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
#include "verify/verify_brief.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

using namespace book;  // NOLINT: its rows are what is changed
using verify::AnyRow;
using verify::Change;
using verify::Standing;

// Every field of a finding, in words.
std::string told(const verify::BriefFinding& finding, const Book& facts) {
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

std::vector<std::string> told(const std::vector<verify::BriefFinding>& findings,
                              const Book& facts) {
  std::vector<std::string> all;
  for (const verify::BriefFinding& finding : findings) all.push_back(told(finding, facts));
  return all;
}

constexpr auto kTables =
    std::tuple(&Rows::units, &Rows::roster, &Rows::accounts, &Rows::payroll, &Rows::payments,
               &Rows::attendance, &Rows::movements, &Rows::labour_fees, &Rows::disputes,
               &Rows::deposits, &Rows::guarantees, &Rows::boards);

// The facts written down plainly: what a Standing is compared with.
struct Plain {
  Rows rows;
  std::vector<Project> projects;
  std::vector<std::string> texts, identities;
  std::vector<FileRead> files;
  std::vector<RejectedRow> rejected;
  Present present;

  explicit Plain(const Facts& facts)
      : rows(facts),
        projects(facts.projects),
        files(facts.files),
        rejected(facts.rejected),
        present(facts.present) {
    for (TextId id = 0; id < facts.texts.size(); ++id) texts.emplace_back(facts.texts[id]);
    for (WorkerIndex id = 0; id < facts.identities.size(); ++id)
      identities.emplace_back(facts.identities[id]);
  }

  Facts facts() const {
    Facts facts;
    static_cast<Rows&>(facts) = rows;
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
    Facts all = facts();
    for (Payment& payment : all.payments) payment.cancelled_on.reset();
    feeds::cancel_returned(all);
    const Book book = build(std::move(all), settings.as_of, 1);
    const auto found = verify::verify_brief(book, law, settings);
    check(found.has_value());
    return told(*found, book);
  }
};

// Makes changes by chance, of every kind.
class Chance {
 public:
  Chance(std::uint32_t seed, Plain& plain, Standing& standing)
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

  TextId text(const std::string& text) {
    const TextId id = standing_->text(text);
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
  void turn(TextId& cell) {
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
    const std::size_t cells = std::tuple_size_v<std::remove_cvref_t<decltype(kCells<Row>)>>;
    const std::size_t which = below(cells);
    std::size_t at = 0;
    std::apply(
        [&](auto... cell) {
          ((at++ == which ? (is_taken ? void(row.*cell = other.*cell) : turn(row.*cell)) : void()),
           ...);
        },
        kCells<Row>);
    if constexpr (std::is_same_v<Row, AttendanceRow>)
      if (one_in(2)) row.days = std::uint32_t{1} << below(28);
    if constexpr (std::is_same_v<Row, Board>)
      if (one_in(2)) row.fields = other.fields;
    if constexpr (has_worker<Row>)
      if (one_in(8)) row.worker = one_in(4) ? new_worker() : other.worker;
    if constexpr (has_project<Row>)
      if (one_in(8)) row.project = other.project;
    row.source.row = static_cast<std::uint32_t>(2 + below(1000));
  }

  WorkerIndex new_worker() {
    const std::string number = "99012319800101" + std::to_string(1000 + below(9000));
    const WorkerIndex worker = standing_->worker(number);
    if (worker == plain_->identities.size()) plain_->identities.push_back(number);
    check(plain_->identities[worker] == number);
    return worker;
  }

  template <typename Row>
  std::string change(std::vector<Row> Rows::*member) {
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
    std::vector<Project>& projects = plain_->projects;
    const std::size_t at = below(projects.size());
    if (one_in(6)) return projects.size() > 3 ? drop(at) : found(at);
    Project project = projects[at];
    mutate(project, projects);
    project.project_id = projects[at].project_id;
    check(standing_->apply({projects[at], project}));
    projects[at] = project;
    return "a project is replaced";
  }

  std::string drop(std::size_t at) {
    check(standing_->apply({plain_->projects[at], std::nullopt}));
    const auto index = static_cast<ProjectIndex>(at);
    const auto drop_rows = [&](auto& rows) {
      std::erase_if(rows, [&](const auto& row) { return row.project == index; });
      for (auto& row : rows) row.project -= row.project != kNone && row.project > index;
    };
    std::apply([&](auto... member) { (drop_rows(plain_->rows.*member), ...); }, kTables);
    drop_rows(plain_->rejected);
    plain_->projects.erase(plain_->projects.begin() + static_cast<std::ptrdiff_t>(at));
    return "a project goes";
  }

  // The new project comes among the others, so that those behind it move.
  std::string found(std::size_t like) {
    Project project = plain_->projects[like];
    const std::string id = "PC0000" + std::to_string(below(10)) + std::to_string(below(1'000'000));
    if (standing_->project(id) != kNone) return "nothing";
    project.project_id = text(id);
    check(standing_->apply({std::nullopt, project}));
    const ProjectIndex at = standing_->project(id);
    const auto move = [&](auto& rows) {
      for (auto& row : rows) row.project += row.project != kNone && row.project >= at;
    };
    std::apply([&](auto... member) { (move(plain_->rows.*member), ...); }, kTables);
    move(plain_->rejected);
    plain_->projects.insert(plain_->projects.begin() + at, project);
    return "a project comes";
  }

  std::mt19937 random_;
  Plain* plain_;
  Standing* standing_;
};

class StandingCounty : public testing::Test {
 protected:
  void SetUp() override {
    const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
    ASSERT_TRUE(law);
    shipped_ = *law;
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A county with every row that it has, however late.
  Book county(const SampleOrder& order) {
    fs::remove_all(folder_);
    const auto written = write_sample(order, folder_, shipped_);
    check(written.has_value());
    Result<FolderRead> read = read_folder(folder_, std::nullopt, 1, shipped_, {});
    check(read.has_value());
    law_ = read->law;
    return std::move(read->facts);
  }

  Plain plain_of(const Book& book) const {
    const Result<Facts> facts = unfold(book);
    check(facts.has_value());
    return Plain(*facts);
  }

  law::Law shipped_, law_;
  fs::path folder_ = fs::temp_directory_path() / ("qingxin-standing-" + std::to_string(getpid()));
};

void expect_same(const Standing& standing, const Plain& plain, const law::Law& law,
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

TEST_F(StandingCounty, StandsAfterEveryChangeAsIfReadAnew) {
  for (const std::uint32_t seed : {1, 2, 3}) {
    Book book = county({.seed = seed, .projects = 4, .months = 3});
    Plain plain = plain_of(book);
    const verify::Settings settings{.as_of = date(2026, 9, 20), .run_all_rules = true};
    Standing standing(std::move(book), law_, settings);
    Chance chance(seed, plain, standing);
    expect_same(standing, plain, law_, settings);
    for (int step = 0; step < 200; ++step) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
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
}

TEST_F(StandingCounty, ChangesItsVerdictsOnlyOnDaysOnWhichSomethingIsDue) {
  Book book = county({.seed = 7, .projects = 4, .months = 3});
  Plain plain = plain_of(book);
  const verify::Settings settings{.as_of = date(2026, 7, 25), .run_all_rules = true};
  Standing standing(std::move(book), law_, settings);
  int quiet_days = 0;
  for (int day = 0; day < 400; ++day) {
    SCOPED_TRACE(to_string(standing.as_of()));
    const std::uint64_t judged = standing.judged();
    const std::vector<std::string> before = told(standing.findings(), standing.facts());
    standing.advance(standing.as_of() + 1);
    expect_same(standing, plain, law_, settings);
    if (HasFatalFailure()) return;
    if (standing.judged() != judged) continue;
    ++quiet_days;
    EXPECT_EQ(told(standing.findings(), standing.facts()), before);
  }
  EXPECT_GT(quiet_days, 100);
}

}  // namespace

}  // namespace qingxin::app
