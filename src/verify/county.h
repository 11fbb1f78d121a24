// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/facts.h"
#include "law/law.h"
#include "rules/catalogue.h"
#include "rules/payment_to_worker.h"
#include "verify/people.h"
#include "verify/settings.h"

namespace qingxin::verify {

// One bit per rule of the catalogue.
using RuleSet = std::uint64_t;
static_assert(rules::kCatalogue.size() <= 64);

// No bit for an id that the catalogue does not hold.
constexpr RuleSet bit_of(std::string_view rule_id) {
  const std::size_t position = rules::position_of(rule_id);
  return position < rules::kCatalogue.size() ? RuleSet{1} << position : 0;
}

// Rows of one table, project by project: rows[begin[p] … begin[p+1]) are the positions of the
// project's facts in its table.
struct ByProject {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> rows;

  std::uint32_t first(book::ProjectIndex p) const { return begin[p]; }
  std::uint32_t last(book::ProjectIndex p) const { return begin[p + 1]; }
};

// Rejected rows that silence rules in a project, in one month or in any, for one worker or for all.
struct Silence {
  RuleSet rules;
  std::optional<Month> month;
  book::WorkerIndex worker;  // 0: all
  std::vector<const book::RejectedRow*> rows;
};

// What all projects share while they are judged: facts bucketed by project, who registered which
// card, who is silenced. Made once, then only read, from any number of threads.
class County {
 public:
  County(const book::Facts& facts, const law::Law& law, const Settings& settings);

  const book::Facts& facts() const { return *facts_; }
  const law::Law& law() const { return *law_; }
  const Settings& settings() const { return *settings_; }
  Date as_of() const { return settings_->as_of; }
  RuleSet enabled() const { return enabled_; }

  // Months of payroll, attendance and payments, ascending; the selected ones of them.
  const std::vector<Month>& months() const { return months_; }
  const std::vector<Month>& selected_months() const { return selected_; }
  // The months in which the folder has any payroll or attendance.
  bool is_month_reported(Month month) const;

  ByProject roster, accounts, payroll, payments, attendance, movements, labour_fees, units;
  ByProject disputes, deposits, guarantees, boards;

  // Movements of accounts of several projects that name none.
  const std::vector<std::uint32_t>& unassigned_movements() const { return unassigned_; }
  bool is_account_of(book::ProjectIndex project, book::TextId account) const;
  // The projects that have registered an account, by project id.
  std::vector<book::ProjectIndex> projects_of(book::TextId account) const;

  // Whose card it is, as far as the roster says.
  rules::Match card_match(book::TextId card, book::WorkerIndex worker) const;
  int other_workers_with(book::TextId card, book::WorkerIndex worker) const;

  // Who is on several projects, under several names, or shares a phone.
  const People& people() const { return people_; }

  // Names written differently but for width, spaces and brackets are one.
  book::TextId canonical(book::TextId name) const;

  // What silences a rule there. Month empty: in any month; worker 0: of the whole project, which
  // what is not known of one worker silences too.
  std::vector<const Silence*> silences(std::string_view rule_id, book::ProjectIndex project,
                                       std::optional<Month> month, book::WorkerIndex worker) const;

  // A stable id of rule, subject and month: HMAC-SM3, keyed by the projects of the folder.
  std::string finding_id(std::string_view subject) const;

 private:
  void bucket_rows();
  void find_months();
  void index_accounts();
  void index_cards();
  void index_names();
  void index_people();
  void index_silences();
  void silence(std::vector<Silence>& silences, RuleSet rules, const book::RejectedRow& row,
               book::WorkerIndex worker) const;
  std::vector<std::pair<book::WorkerIndex, book::ProjectIndex>> projects_of_strayed_rows() const;

  const book::Facts* facts_;
  const law::Law* law_;
  const Settings* settings_;
  RuleSet enabled_ = 0;
  std::vector<Month> months_, selected_, reported_;
  std::vector<std::uint32_t> unassigned_;
  // Sorted, without repeats.
  std::vector<std::pair<book::TextId, book::ProjectIndex>> account_projects_;
  std::vector<std::pair<book::TextId, book::WorkerIndex>> cards_;  // sorted, without repeats
  std::unordered_map<book::TextId, book::TextId> canonical_;
  People people_;
  std::vector<std::vector<Silence>> silences_;  // by project
  std::vector<Silence> silences_everywhere_;
  std::string key_;
};

}  // namespace qingxin::verify
