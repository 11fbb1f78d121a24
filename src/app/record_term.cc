// SPDX-License-Identifier: Apache-2.0
#include "app/record_term.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/permit.h"
#include "rules/finding.h"

namespace qingxin::app {

namespace {

constexpr int kYears = 3;
constexpr int kAtOnce = 500;

// The same day so many years later; of 29 February the 28th.
Date years_after(Date day, int years) {
  const std::chrono::year_month_day later = civil(day) + std::chrono::years{years};
  return later.ok() ? date(later) : date(later.year() / later.month() / std::chrono::last);
}

std::optional<Date> completion_of(const book::Facts& facts) {
  std::optional<Date> completed;
  for (const book::Project& project : facts.projects) {
    if (!project.completed) return std::nullopt;
    completed = std::max(completed.value_or(*project.completed), *project.completed);
  }
  return completed;
}

Date last_payment_of(const book::Facts& facts, Date not_before) {
  Date last = not_before;
  for (const book::Payment& payment : facts.payments) last = std::max(last, payment.date);
  return last;
}

bool speaks_of_money(const store::FindingState& finding) {
  return finding.verdict == static_cast<int>(rules::Verdict::violates) && finding.amount &&
         finding.amount->fen > 0;
}

Result<std::set<store::ProjectId>> told_already(const access::Principal& who, StoredData& data) {
  std::set<store::ProjectId> told;
  store::ProjectId after{};
  while (true) {
    const auto ends = seen_by(who, data)->store->sealed_fields().key_ends_after(after, kAtOnce);
    if (!ends) return tl::unexpected(ends.error());
    for (const store::KeyEnd& end : *ends) told.insert(after = end.project);
    if (std::ssize(*ends) < kAtOnce) return told;
  }
}

}  // namespace

Result<RecordTerm> record_term_of(StoredData& data, store::ProjectId project, Date today) {
  using enum RecordTerm::State;
  const Result<book::Facts> facts = data.store->facts_of(std::span{&project, 1}, {});
  if (!facts) return tl::unexpected(facts.error());
  const std::optional<Date> completed = completion_of(*facts);
  if (!completed) return RecordTerm{};
  const Result<std::vector<store::FindingState>> open = data.store->open_findings(project);
  if (!open) return tl::unexpected(open.error());
  if (std::ranges::any_of(*open, speaks_of_money)) return RecordTerm{unpaid, {}};
  const Date last_day = years_after(last_payment_of(*facts, *completed), kYears);
  return RecordTerm{today > last_day ? over : running, last_day};
}

Result<void> check_record_term(StoredData& data, store::ProjectId project, Date today) {
  const Result<RecordTerm> term = record_term_of(data, project, today);
  if (!term) return tl::unexpected(term.error());
  const auto refused = [&](std::string_view why) {
    return fail(ErrorCode::conflict,
                fmt::format("项目 {} 的资料还要保存（保障农民工工资支付条例 第二十八条）：{}",
                            number(project), why));
  };
  switch (term->state) {
    case RecordTerm::State::not_begun:
      return refused("事实里没有完工日期，三年没有起算；请先交项目表的「完工日期」");
    case RecordTerm::State::unpaid:
      return refused("还有涉及金额的疑点没有清，工资没有结清；请先核清");
    case RecordTerm::State::running:
      return refused(fmt::format("要存到 {}；请过了那一天再来", to_string(*term->last_day)));
    case RecordTerm::State::over: return {};
  }
  return {};
}

Result<std::vector<PastTerm>> projects_past_term(const access::Principal& who, StoredData& data,
                                                 Date today) {
  if (const auto may = permit(who, access::Action::end_keys); !may)
    return tl::unexpected(may.error());
  const Result<std::set<store::ProjectId>> told = told_already(who, data);
  if (!told) return tl::unexpected(told.error());
  std::vector<PastTerm> past;
  store::ProjectId after{};
  while (true) {
    const auto projects = seen_by(who, data)->store->projects_after(after, kAtOnce);
    if (!projects) return tl::unexpected(projects.error());
    for (const store::ProjectId project : *projects) {
      after = project;
      if (told->contains(project)) continue;
      const Result<RecordTerm> term = record_term_of(data, project, today);
      if (!term) return tl::unexpected(term.error());
      if (term->state != RecordTerm::State::over) continue;
      Result<std::string> code = data.store->code_of(project);
      if (!code) return tl::unexpected(code.error());
      past.push_back({project, *std::move(code), *term->last_day});
    }
    if (std::ssize(*projects) < kAtOnce) return past;
  }
}

}  // namespace qingxin::app
