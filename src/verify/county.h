// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/book.h"
#include "law/law.h"
#include "rules/catalogue.h"
#include "rules/overtime_hours.h"
#include "rules/payment_to_worker.h"
#include "verify/rule_set.h"
#include "verify/settings.h"
#include "verify/sharing.h"

namespace qingxin::verify {

static_assert(rules::kCatalogue.size() <= kRulesMost);

// No bit for an id that the catalogue does not hold.
constexpr RuleSet bit_of(std::string_view rule_id) {
  const std::size_t position = rules::position_of(rule_id);
  return position < rules::kCatalogue.size() ? RuleSet{1} << position : 0;
}

// Rejected rows that silence rules in a project, in one month or in any, for one worker or for all.
struct Silence {
  RuleSet rules;
  std::optional<Month> month;
  book::WorkerIndex worker;  // 0: all
  std::vector<const book::RejectedRow*> rows;
};

// By project: whether a rejected row may turn a rule there.
std::vector<bool> silenced_projects(const book::Book& facts, const law::Law& law,
                                    const Settings& settings);

// What all projects share while they are judged: the book, the law, who is silenced. Made once,
// then only read, from any number of threads; a Standing alone lets it follow what changes. The
// book must hold nothing newer than as_of.
class County {
 public:
  County(const book::Book& facts, const law::Law& law, const Settings& settings,
         book::Look look = book::Look::shown);

  // What its projects are read for.
  book::Look look() const { return look_; }

  // From now on `sharing` is asked who has a card or a phone; it must outlive this.
  void follow(const Sharing& sharing) { sharing_ = &sharing; }
  // Finds anew what depends on as_of, on the book's months and on whose the rejected rows may be.
  void renew();

  const book::Book& facts() const { return *facts_; }
  const law::Law& law() const { return *law_; }
  const Settings& settings() const { return *settings_; }
  Date as_of() const { return settings_->as_of; }
  RuleSet enabled() const { return enabled_; }

  // Months of payroll, attendance and payments, ascending; the selected ones of them.
  const std::vector<Month>& months() const { return months_; }
  const std::vector<Month>& selected_months() const { return selected_; }
  // The months in which the folder has any payroll or attendance.
  bool is_month_reported(Month month) const;
  bool is_selected(Month month) const;

  // How the days of a selected month are paid when worked.
  const rules::DayKinds& day_kinds(Month month) const;

  // The projects that have registered an account, by project id.
  std::vector<book::ProjectIndex> projects_of(book::TextId account) const;

  // Whose card it is, as far as the roster says.
  rules::Match card_match(book::TextId card, book::WorkerIndex worker) const;
  // Of a card that he registered himself.
  int other_workers_with(book::TextId card, book::WorkerIndex worker) const;

  // How many workers (管理人员 and the like are none) registered a phone; one did.
  int workers_with_phone(book::TextId phone) const;

  // Names written differently but for width, spaces and brackets are one.
  book::TextId canonical(book::TextId name) const {
    return sharing_ == nullptr && (is_written_alike_.empty() || !is_written_alike_[name])
               ? name
               : facts_->across.standing_for(name);
  }

  // True when a worker may have been on several projects in a month, or goes by several names.
  bool is_sighted(book::WorkerIndex worker) const {
    return sharing_ != nullptr || sighted_[worker];
  }
  bool is_renamed(book::WorkerIndex worker) const {
    return sharing_ != nullptr || renamed_[worker];
  }

  // What silences a rule there. Month empty: in any month; worker 0: of the whole project, which
  // what is not known of one worker silences too.
  std::vector<const Silence*> silences(std::string_view rule_id, book::ProjectIndex project,
                                       std::optional<Month> month, book::WorkerIndex worker) const;

  // True when a rejected row may keep any rule from being judged in the project.
  bool is_any_silenced(book::ProjectIndex project) const {
    return !silences_everywhere_[voice_of(project)].empty() || !silences_[project].empty();
  }

  // A stable id of rule, subject and month: HMAC-SM3, keyed by the projects of the folder or as the
  // settings say.
  std::string finding_id(std::string_view subject) const;

 private:
  friend std::vector<bool> silenced_projects(const book::Book& facts, const law::Law& law,
                                             const Settings& settings);

  County() = default;
  void find_enabled();
  void find_key();
  void find_months();
  void find_day_kinds();
  void find_shared();
  void index_silences();
  std::size_t voice_of(book::ProjectIndex project) const {
    return facts_->voices.empty() ? 0 : facts_->voice_of[project];
  }
  void silence_everywhere(RuleSet rules, const book::RejectedRow& row, book::WorkerIndex worker);
  void silence(std::vector<Silence>& silences, RuleSet rules, const book::RejectedRow& row,
               book::WorkerIndex worker) const;

  book::Look look_ = book::Look::shown;
  const book::Book* facts_ = nullptr;
  const law::Law* law_ = nullptr;
  const Settings* settings_ = nullptr;
  RuleSet enabled_ = 0;
  std::vector<Month> months_, selected_;
  std::vector<rules::DayKinds> day_kinds_;                 // of the selected months
  std::vector<bool> cards_shared_, phones_shared_;         // by text: several workers have it
  std::vector<bool> is_written_alike_;                     // by text; empty: none is
  std::vector<bool> sighted_, renamed_;                    // by worker
  std::vector<std::vector<Silence>> silences_;             // by project
  std::vector<std::vector<Silence>> silences_everywhere_;  // by voice; one, where all are one
  std::string key_;
  const Sharing* sharing_ = nullptr;  // null: the lists of the book
};

}  // namespace qingxin::verify
