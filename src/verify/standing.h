// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "book/book.h"
#include "book/columns.h"
#include "book/order.h"
#include "book/strings.h"
#include "law/law.h"
#include "verify/brief_finding.h"
#include "verify/project_book.h"
#include "verify/reach.h"
#include "verify/scope.h"
#include "verify/settings.h"
#include "verify/sharing.h"

namespace qingxin::verify {

// A row of any table. Its texts, people and project are numbers of the Standing that takes it.
using AnyRow =
    std::variant<book::Project, book::Unit, book::RosterEntry, book::Account, book::PayrollLine,
                 book::Payment, book::AttendanceRow, book::Movement, book::LabourFee, book::Dispute,
                 book::Deposit, book::Guarantee, book::Board>;

// A fact that comes (before is empty), goes (after is empty) or is replaced.
struct Change {
  std::optional<AnyRow> before;
  std::optional<AnyRow> after;
};

// A text table that grows.
class GrowingTexts {
 public:
  explicit GrowingTexts(const book::TextTable& texts);

  book::TextId add(std::string_view text);
  book::TextTable table() const { return columns_.table(); }

 private:
  book::Strings known_;
  book::TextColumns columns_;
};

// A county as it stands: its facts, and what verify_brief() would find, kept up to date change by
// change and day by day. A change is judged anew only where it can reach (reach.h): mostly of one
// worker, in one month. A day is judged only in the projects where something falls due (wake.h);
// the findings are at all times those of a run over a book newly built of the same facts. For one
// thread at a time.
//
// Which tables and columns there are, and which rows were rejected, does not change. A project
// that comes or goes, and nothing else, has the whole county joined anew; it goes with its rows.
class Standing {
 public:
  // Rows of the book that are dated after as_of come when their day has come. The rules asked for
  // must exist. `law` must outlive this.
  Standing(book::Book&& facts, const law::Law& law, const Settings& settings);
  Standing(const Standing&) = delete;
  Standing& operator=(const Standing&) = delete;

  // The numbers of a text and of a document number, which are added when they are new, and of a
  // project; kNone: there is none. A project that comes or goes changes the numbers of others.
  book::TextId text(std::string_view text);
  book::WorkerIndex worker(std::string_view number);
  book::ProjectIndex project(std::string_view project_id) const;

  // False, and nothing has changed: there is no row like change.before. Payment::cancelled_on is
  // not looked at: which payments were taken back is found here.
  bool apply(const Change& change);

  // as_of moves on to a later day.
  void advance(Date day);

  std::vector<BriefFinding> findings() const;
  const book::Book& facts() const { return book_; }
  Date as_of() const { return settings_.as_of; }

  // How many projects have been judged since the start, in whole or in part; how often a worker's
  // month was brought to rules; and the next day on which any project has to be judged.
  std::uint64_t judged() const { return judged_.load(); }
  std::uint64_t judged_worker_months() const { return judged_worker_months_.load(); }
  Date next_due() const;

 private:
  struct Stand {
    std::vector<BriefFinding> findings;  // sorted
    std::vector<Lack> lacks;             // behind those that say what is missing
    Date due = {INT32_MAX};              // when to judge it anew; the default: never
  };
  // Days of a worker on which he may have come, or come no more.
  struct DaysTouched {
    book::WorkerIndex worker;
    Month month;
    std::uint32_t days;  // bit d-1
  };
  // What has happened to a project since it was judged.
  struct Touched {
    std::map<Scope, RuleSet> rules;  // to be judged, part by part; the whole comes first
    std::vector<DaysTouched> days;
    TableSet tables = 0;  // to be sorted
    bool have_people_changed = false;
  };
  struct MonthRows {
    std::int64_t reported = 0;  // of payroll and attendance
    std::int64_t paid = 0;
  };

  void begin(book::Book&& facts);
  void keep_later_rows(book::Book& facts);
  void join();
  bool replace(const book::Project& before, const book::Project& after);
  bool rejoin_with(const Change& change);

  // A row is written down or struck out, whatever its day.
  template <typename Row>
  void add(const Row& row);
  template <typename Row>
  bool remove(const Row& row);
  // A row that exists on as_of.
  template <typename Row>
  void enter(Row row);
  template <typename Row>
  bool leave(const Row& row);

  struct Noting;
  template <typename Row>
  void note(const Row& row, int count);
  void note_returned(const book::Payment& payment, int count);
  void set_cancelled(book::Payment& payment) const;
  void respell(book::TextId name, bool is_written);
  void touch(book::ProjectIndex project, const Scope& scope, RuleSet rules);
  template <typename Row>
  void touch_row(const Row& row);
  void touch_mentions(book::TextId text);
  void touch_projects_of(book::TextId account, RuleSet rules);

  // Brings everything up to date that has been touched.
  void settle();
  void settle_rows(book::ProjectIndex project, Touched& touched);
  void settle_workers(book::ProjectRows& rows, Touched& touched);
  void settle_months();
  void settle_strayed();
  void settle_people();
  bool settle_sightings(book::WorkerIndex worker);
  bool settle_renamed(book::WorkerIndex worker);
  void judge(ProjectBook& turn, book::ProjectIndex project, Touched& touched);
  RuleSet judge_part(const ProjectBook& turn, const Scope& scope, RuleSet rules);
  void judge_everything();
  bool is_selected(book::ProjectIndex project) const;

  // The rows of a project, to be changed.
  book::ProjectRows& opened(book::ProjectIndex project);
  // For a look only, until the next.
  const book::ProjectRows& rows_of(book::ProjectIndex project);

  const law::Law* law_;
  Settings settings_;
  book::Book book_;
  std::optional<GrowingTexts> texts_, identities_;
  std::vector<book::NumberPair> accounts_, strayed_, alike_;  // the memory of book_.across
  std::optional<County> county_;
  Sharing sharing_;
  std::optional<ProjectBook> turn_;

  std::vector<Stand> stands_;                           // by project
  std::set<std::pair<Date, book::ProjectIndex>> dues_;  // of all that are due some day
  std::multimap<Date, AnyRow> later_;                   // rows that do not exist yet
  std::unordered_map<book::ProjectIndex, std::vector<std::byte>> changed_;  // packed rows
  std::unordered_map<book::ProjectIndex, std::vector<std::size_t>> ends_;   // of their parts
  std::unordered_map<book::ProjectIndex, book::ProjectRows> open_;  // the same for some, unpacked
  book::ProjectRows looked_at_;
  book::PlaceOf place_;
  std::map<Month, MonthRows> months_;
  std::unordered_map<std::string, std::vector<book::TextId>> spellings_;  // by folded name
  std::unordered_map<book::TextId, std::multiset<Date>> returned_;        // serial → 退回 rows
  std::set<book::WorkerIndex> strays_;  // of whom a rejected row names an unknown project

  // Since the last settle().
  std::map<book::ProjectIndex, Touched> touched_;
  std::set<book::WorkerIndex> people_rostered_, people_seen_;
  bool is_everything_touched_ = false;
  bool have_months_changed_ = false;
  bool have_strays_moved_ = false;
  std::atomic<std::uint64_t> judged_{0}, judged_worker_months_{0};
};

// Takes a project out, with all its rows and what was said of rejected ones; later projects move
// up.
void drop_project(book::ProjectIndex project, book::Facts& facts);

}  // namespace qingxin::verify
