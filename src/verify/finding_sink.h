// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/brief_finding.h"
#include "verify/project_book.h"
#include "verify/report.h"

namespace qingxin::verify {

// Whom and what a finding is about. What is empty is not part of its id.
struct Subject {
  const WorkerBook* worker = nullptr;
  std::optional<Month> month;
  book::TextId employer = 0;  // shown, not part of the id: several lines are judged together
  std::string_view subject;   // account or 期次
  book::TextId unit = 0;      // the employer it is about: shown, and part of the id
};

// The evidence of one finding, in the order in which it was added; the same whatever the order of
// rows in the files, if the caller adds it sorted by content.
class EvidenceList {
 public:
  EvidenceList(const book::Book& facts, int most) : facts_(&facts), most_(most) {}

  EvidenceList& add(book::Table table, book::Source source, book::ColumnIndex column,
                    std::string value);
  EvidenceList& add(const book::PayrollLine& line, book::ColumnIndex column);
  EvidenceList& add(const book::Payment& payment, book::ColumnIndex column);
  EvidenceList& add(const book::RosterEntry& stay, book::ColumnIndex column);
  EvidenceList& add(const book::AttendanceRow& row);
  EvidenceList& add(const book::AttendanceRow& row, book::ColumnIndex column);
  // Of several, the first; none, of a book whose sums say more than its rows.
  EvidenceList& add_first(const std::vector<const book::AttendanceRow*>& several) {
    return several.empty() ? *this : add(*several.front());
  }
  EvidenceList& add(const book::Account& account, book::ColumnIndex column);
  EvidenceList& add(const book::Movement& movement);
  EvidenceList& add(const book::Project& project, book::ColumnIndex column);
  EvidenceList& add(const book::LabourFee& fee);
  EvidenceList& add(const book::Deposit& deposit, book::ColumnIndex column);
  EvidenceList& add(const book::RejectedRow& row);

  std::vector<Evidence> shown;
  int rows = 0;

 private:
  const book::Book* facts_;
  int most_;
};

// Takes what the rules say about one project: violations one by one, what could not be judged once
// per rule. In full, or in brief.
class FindingSink {
 public:
  FindingSink(const ProjectBook& book, std::vector<Finding>& findings);
  FindingSink(const ProjectBook& book, std::vector<BriefFinding>& findings);

  // Judges these rules alone, of those that are on.
  void limit_to(RuleSet rules) { on_ &= rules; }
  // And only a part of the project; what else is told may be of another part.
  void limit_to(const Scope& scope) { scope_ = scope; }

  bool is_on(const rules::Rule& rule) const { return (on_ & bit_of(rule.id)) != 0; }

  // In a brief run of a project of which every row was read, what complies need not be passed on.
  bool needs_violations_alone() const { return brief_ != nullptr && !is_any_silenced_; }

  // The people to be judged, and whether a month is: of one worker, or of all together.
  std::span<const WorkerBook> workers() const;
  bool reaches(Month month) const { return scope_.has(month); }
  bool reaches_everybody() const { return scope_.worker == 0; }

  // Notes that rules are brought one worker's month; how many there were.
  void visit() { ++visited_; }
  std::uint64_t visited() const { return visited_; }

  // Passes a judgement on. `about` is asked only where there is something to tell, `because` and
  // `collect` only for a violation that is told in full.
  template <std::invocable About, typename Because, typename Collect>
  void take(const rules::Rule& rule, const rules::Judgement& judgement, About about,
            Because because, Collect collect) {
    if (judgement.verdict == rules::Verdict::missing_fact)
      return miss(rule, *judgement.missing, place_of(about()));
    if (judgement.verdict != rules::Verdict::violates) return;
    if (brief_ != nullptr) return tell(rule, judgement, about());
    EvidenceList evidence = no_evidence();
    collect(evidence);
    violate(rule, judgement, about(), because(), std::move(evidence));
  }
  template <typename Because, typename Collect>
  void take(const rules::Rule& rule, const rules::Judgement& judgement, const Subject& subject,
            Because because, Collect collect) {
    take(
        rule, judgement, [&] { return subject; }, because, collect);
  }

  // The rule lacks a fact here; one finding per rule and project comes of all of these.
  void miss(const rules::Rule& rule, rules::MissingFact fact, std::optional<Month> month) {
    miss(rule, fact, Scope{.month = month.value_or(Month{-1})});
  }
  void miss(const rules::Rule& rule, rules::MissingFact fact, const Scope& place);

  // True, and noted, when a rejected row keeps the rule from being judged there.
  // `worker` empty: a rule about the whole project.
  bool is_silenced(const rules::Rule& rule, std::optional<Month> month,
                   const WorkerBook* worker = nullptr) {
    return is_any_silenced_ && note_silences(rule, month, worker);
  }

  // Writes the missing ones down, and sorts what is told in brief. To be called once, at the end.
  void finish();
  // In brief, once finished: what the rules lack, by rule.
  const std::vector<Lack>& lacks() const { return lacks_; }

  // The id that a violation of the rule would have.
  std::string id_of(const rules::Rule& rule, const Subject& subject) const;

 private:
  // What one rule lacks.
  struct MissedFact {
    rules::MissingFact fact;
    std::vector<Month> months;
    Scope first;
  };
  struct Missed {
    std::vector<MissedFact> facts;
    std::set<const Silence*> silences;
    std::optional<book::Table> rejected;  // the first of those of the silences
    Scope rejected_at;
    std::vector<Month> silenced_months;

    bool is_nothing() const { return facts.empty() && silences.empty(); }
  };

  bool note_silences(const rules::Rule& rule, std::optional<Month> month, const WorkerBook* worker);
  void tell(const rules::Rule& rule, const rules::Judgement& judgement, const Subject& subject);
  void tell(const rules::Rule& rule, const Missed& missed);
  static Scope place_of(const Subject& subject) {
    return {subject.worker == nullptr ? 0 : subject.worker->worker,
            subject.month.value_or(Month{-1})};
  }
  void add(BriefFinding finding, const WorkerBook* worker);
  void sort_brief();
  void violate(const rules::Rule& rule, const rules::Judgement& judgement, const Subject& subject,
               std::string because, EvidenceList evidence);
  Finding start(const rules::Rule& rule) const;
  EvidenceList no_evidence() const;
  void finish(const rules::Rule& rule, Missed& missed);

  const ProjectBook* book_;
  std::vector<Finding>* findings_ = nullptr;
  std::vector<BriefFinding>* brief_ = nullptr;  // one of the two
  std::size_t first_brief_ = 0;                 // of this project
  std::vector<std::uint64_t> places_;           // of each of them: worker, month, rule
  std::vector<Lack> lacks_;
  std::uint64_t visited_ = 0;
  RuleSet on_ = 0;
  Scope scope_;
  bool is_any_silenced_ = false;
  std::array<Missed, rules::kCatalogue.size()> missed_;
};

}  // namespace qingxin::verify
