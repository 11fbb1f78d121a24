// SPDX-License-Identifier: Apache-2.0
#include "app/compare_clue.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "app/permit.h"
#include "base/text.h"
#include "book/facts.h"

namespace qingxin::app {

namespace {

using book::WorkerIndex;

// What the facts of one project say of its people.
class ProjectFacts {
 public:
  explicit ProjectFacts(const book::Facts& facts) : facts_(&facts) {}

  bool has(book::Table table) const {
    return facts_->present.has(table) ||
           std::ranges::any_of(facts_->voices,
                               [&](const book::Voice& voice) { return voice.present.has(table); });
  }

  std::set<WorkerIndex> with_id_number(const std::string& id_number) const {
    return those([&](const book::RosterEntry& entry) {
      return facts_->identities[entry.worker] == id_number;
    });
  }
  std::set<WorkerIndex> with_phone(const std::string& phone) const {
    return those([&](const book::RosterEntry& entry) {
      return plain_number(facts_->texts[entry.phone]) == phone;
    });
  }
  std::set<WorkerIndex> with_name(const std::string& name) const {
    const std::string folded = folded_name(name);
    return those([&](const book::RosterEntry& entry) {
      return folded_name(facts_->texts[entry.name]) == folded;
    });
  }

  std::vector<Month> months_of(WorkerIndex worker) const {
    std::set<Month> months;
    for (const book::PayrollLine& line : facts_->payroll)
      if (line.worker == worker) months.insert(line.month);
    for (const book::AttendanceRow& row : facts_->attendance)
      if (row.worker == worker) months.insert(row.month);
    return {months.begin(), months.end()};
  }

  ComparedMonth month_of(WorkerIndex worker, Month month) const {
    ComparedMonth compared{.month = month, .attendance_days = {}, .payroll = {}, .paid = {}};
    if (has(book::Table::attendance)) {
      std::uint32_t days = 0;
      for (const book::AttendanceRow& row : facts_->attendance)
        if (row.worker == worker && row.month == month) days |= row.days;
      compared.attendance_days = std::popcount(days);
    }
    for (const book::PayrollLine& line : facts_->payroll)
      if (line.worker == worker && line.month == month)
        compared.payroll = compared.payroll.value_or(Money{}) + line.net;
    if (!has(book::Table::payments)) return compared;
    compared.paid = Money{};
    for (const book::Payment& payment : facts_->payments)
      if (payment.worker == worker && payment.month == month && !payment.cancelled_on &&
          payment.status == book::PaymentStatus::success)
        *compared.paid += payment.amount;
    return compared;
  }

 private:
  template <typename Is>
  std::set<WorkerIndex> those(Is is) const {
    std::set<WorkerIndex> workers;
    for (const book::RosterEntry& entry : facts_->roster)
      if (is(entry)) workers.insert(entry.worker);
    return workers;
  }

  const book::Facts* facts_;
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
