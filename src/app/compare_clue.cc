// SPDX-License-Identifier: Apache-2.0
#include "app/compare_clue.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <unordered_map>

#include "app/permit.h"
#include "base/text.h"
#include "book/facts.h"

namespace qingxin::app {

namespace {

using book::WorkerIndex;

// What the facts of one project say of its people, in the order in which it is asked for.
class ProjectFacts {
 public:
  explicit ProjectFacts(const book::Facts& facts) : facts_(&facts) {
    for (const book::RosterEntry& entry : facts.roster) {
      by_id_number_[std::string{facts.identities[entry.worker]}].insert(entry.worker);
      by_phone_[plain_number(facts.texts[entry.phone])].insert(entry.worker);
      by_name_[folded_name(facts.texts[entry.name])].insert(entry.worker);
    }
    for (const book::PayrollLine& line : facts.payroll) {
      std::optional<Money>& payroll = known(line.worker, line.month).payroll;
      payroll = payroll.value_or(Money{}) + line.net;
    }
    for (const book::AttendanceRow& row : facts.attendance)
      known(row.worker, row.month).days |= row.days;
    for (const book::Payment& payment : facts.payments)
      if (!payment.cancelled_on && payment.status == book::PaymentStatus::success)
        paid_[{payment.worker, payment.month}] += payment.amount;
  }

  bool has(book::Table table) const {
    return facts_->present.has(table) ||
           std::ranges::any_of(facts_->voices,
                               [&](const book::Voice& voice) { return voice.present.has(table); });
  }

  using Workers = std::set<WorkerIndex>;
  const Workers& with_id_number(const std::string& said) const { return of(by_id_number_, said); }
  const Workers& with_phone(const std::string& said) const { return of(by_phone_, said); }
  const Workers& with_name(const std::string& said) const {
    return of(by_name_, folded_name(said));
  }

  // Of which payroll or attendance say something.
  std::vector<Month> months_of(WorkerIndex worker) const {
    std::vector<Month> months;
    for (auto at = known_.lower_bound({worker, Month{INT32_MIN}});
         at != known_.end() && at->first.first == worker; ++at)
      months.push_back(at->first.second);
    return months;
  }

  ComparedMonth month_of(WorkerIndex worker, Month month) const {
    ComparedMonth compared{.month = month, .attendance_days = {}, .payroll = {}, .paid = {}};
    const auto found = known_.find({worker, month});
    const Known known = found == known_.end() ? Known{} : found->second;
    if (has(book::Table::attendance)) compared.attendance_days = std::popcount(known.days);
    compared.payroll = known.payroll;
    if (!has(book::Table::payments)) return compared;
    const auto paid = paid_.find({worker, month});
    compared.paid = paid == paid_.end() ? Money{} : paid->second;
    return compared;
  }

 private:
  using WorkerMonth = std::pair<WorkerIndex, Month>;
  struct Known {
    std::uint32_t days = 0;  // a bit each
    std::optional<Money> payroll;
  };
  using Found = std::unordered_map<std::string, Workers>;

  Known& known(WorkerIndex worker, Month month) { return known_[{worker, month}]; }
  static const Workers& of(const Found& found, const std::string& said) {
    static const Workers kNobody;
    const auto at = found.find(said);
    return at == found.end() ? kNobody : at->second;
  }

  const book::Facts* facts_;
  Found by_id_number_, by_phone_, by_name_;
  std::map<WorkerMonth, Known> known_;
  std::map<WorkerMonth, Money> paid_;
};

void ask_about_months(ComparedPerson& person) {
  for (const ComparedMonth& one : person.months) {
    if (one.attendance_days == 0)
      person.questions.push_back(
          fmt::format("{} 没有考勤：是考勤漏记、代打，还是没有上工？请看门禁并问同班组的人",
                      to_string(one.month)));
    if (one.paid && one.paid->fen > 0)
      person.questions.push_back(
          fmt::format("{} 代发成功 {} 元：本人收到了吗，卡在谁手里？银行成功不等于本人拿到",
                      to_string(one.month), to_string(*one.paid)));
  }
}

void ask_about_amount(ComparedPerson& person, const std::optional<Money>& claimed) {
  if (!claimed || person.months.empty()) return;
  Money left;
  for (const ComparedMonth& one : person.months) {
    if (!one.payroll || !one.paid) return;  // a sum of some is no sum
    left += *one.payroll - *one.paid;
  }
  if (left == *claimed) return;
  person.questions.push_back(
      fmt::format("说欠 {} 元，工资表减去代发成功的是 {} 元：差在哪里？加班、计件、上月结转都可能",
                  to_string(*claimed), to_string(left)));
}

ComparedPerson compared(const ProjectFacts& facts, const store::CluePerson& person,
                        const std::vector<Month>& claimed, int number) {
  ComparedPerson result;
  result.number = number;
  std::set<WorkerIndex> found;
  const auto look = [&](FoundBy by, const std::string& said, auto those) {
    if (!found.empty() || said.empty()) return;
    found = those(said);
    if (!found.empty()) result.found_by = by;
  };
  look(FoundBy::id_number, person.id_number,
       [&](const std::string& said) { return facts.with_id_number(said); });
  look(FoundBy::phone, person.phone,
       [&](const std::string& said) { return facts.with_phone(said); });
  look(FoundBy::name, person.name, [&](const std::string& said) { return facts.with_name(said); });
  result.on_roster = static_cast<int>(found.size());
  if (!person.phone.empty())
    result.same_phone = static_cast<int>(facts.with_phone(person.phone).size());
  if (result.same_phone > 1)
    result.questions.push_back(fmt::format(
        "这个电话在花名册里是 {} 个人的：是班组长代登记的吗？请当面向本人核实", result.same_phone));
  if (found.empty() && facts.has(book::Table::roster))
    result.questions.push_back(
        "花名册里没有找到：是没有登记，还是在别的项目？请问在哪个班组、谁带的、什么时候进场");
  if (found.size() > 1)
    result.questions.push_back(fmt::format("花名册里可能是其中 {} 个人：请核对证件", found.size()));
  if (found.size() != 1) return result;
  const WorkerIndex worker = *found.begin();
  for (const Month month : claimed.empty() ? facts.months_of(worker) : claimed)
    result.months.push_back(facts.month_of(worker, month));
  ask_about_months(result);
  ask_about_amount(result, person.amount);
  return result;
}

}  // namespace

Result<ClueComparison> compare_clue(const access::Principal& who, const ClueDesk& desk,
                                    ClueId clue) {
  if (const Result<void> may = permit(who, access::Action::handle_clue); !may)
    return tl::unexpected(may.error());
  if (const Result<void> may = permit(who, access::Action::see_facts); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, Instant{});
  const Result<store::WholeClue> whole = held->clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  if (!whole->clue.project)
    return fail(ErrorCode::conflict,
                fmt::format("线索 {} 还没有核定是哪个项目，无从对照；先用 qingxin clue class 写明 "
                            "--project",
                            number(clue)));
  const store::ProjectId project = *whole->clue.project;
  const Result<std::string> code = held->code_of(project);
  if (!code) return tl::unexpected(code.error());
  const Result<book::Facts> facts = held->facts_of(std::span{&project, 1}, std::nullopt);
  if (!facts) return tl::unexpected(facts.error());
  const ProjectFacts known(*facts);
  ClueComparison comparison{.clue = clue,
                            .project_code = *code,
                            .has_roster = known.has(book::Table::roster),
                            .has_attendance = known.has(book::Table::attendance),
                            .has_payroll = known.has(book::Table::payroll),
                            .has_payments = known.has(book::Table::payments),
                            .people = {}};
  int number = 0;
  for (const store::CluePerson& person : whole->people)
    comparison.people.push_back(compared(known, person, whole->clue.figures.months, ++number));
  return comparison;
}

}  // namespace qingxin::app
