// SPDX-License-Identifier: Apache-2.0
#include "app/sort_clues.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/answer_clue.h"
#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

Result<std::vector<ClueId>> likely_ones(store::Store& held, ClueId clue) {
  const Result<std::vector<store::LikeClue>> like = held.clues().clues_like(clue);
  if (!like) return tl::unexpected(like.error());
  std::vector<ClueId> likely;
  for (const store::LikeClue& one : *like)
    if (one.likeness.verdict >= intake::Verdict::likely) likely.push_back(one.clue.id);
  return likely;
}

CaseDesk cases_of(const ClueDesk& desk) {
  return {desk.store, desk.law, desk.ids};
}

// Firms and places stand in clear: numbers of people do not.
void take(const std::optional<std::string>& given, std::string& place) {
  if (given) place = without_numbers_of_people(trim(printable(*given)));
}

void take_confirmed(const ClueConfirmed& confirmed, store::ClueFigures& figures) {
  take(confirmed.employer, figures.employer);
  if (confirmed.employer_code) figures.employer_code = trim(printable(*confirmed.employer_code));
  take(confirmed.project_name, figures.project_name);
  take(confirmed.place, figures.place);
  if (confirmed.region_code) figures.region_code = trim(*confirmed.region_code);
  take(confirmed.industry, figures.industry);
  if (confirmed.months) figures.months = *confirmed.months;
  std::ranges::sort(figures.months);
  figures.months.erase(std::ranges::unique(figures.months).begin(), figures.months.end());
  if (confirmed.amount) figures.amount = confirmed.amount;
  if (confirmed.head_count) figures.head_count = confirmed.head_count;
}

Result<void> check_confirmed(const ClueConfirmed& confirmed) {
  if (confirmed.amount && confirmed.amount->fen < 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("金额 {} 是负数，请写欠多少", to_string(*confirmed.amount)));
  if (confirmed.head_count && *confirmed.head_count < 1)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("人数 {} 不对，请写 1 以上的整数；不知道就不写", *confirmed.head_count));
  if (const Result<void> sound = check_region(trim(confirmed.region_code.value_or(""))); !sound)
    return sound;
  return check_employer_code(trim(confirmed.employer_code.value_or("")));
}

}  // namespace

Result<int> merge_clues(const access::Principal& who, Moment moment, const ClueDesk& desk,
                        ClueId into, std::span<const ClueId> others, std::string_view why) {
  if (const Result<void> may = permit(who, access::Action::handle_clue); !may)
    return tl::unexpected(may.error());
  if (std::ranges::find(others, into) != others.end())
    return fail(ErrorCode::invalid_input,
                fmt::format("线索 {} 不能并入它自己；请核对编号", number(into)));
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  std::vector<ClueId> chosen(others.begin(), others.end());
  if (chosen.empty()) {
    Result<std::vector<ClueId>> likely = likely_ones(*held, into);
    if (!likely) return tl::unexpected(likely.error());
    chosen = *std::move(likely);
  }
  // Each is looked at before any is moved.
  for (const ClueId other : chosen)
    if (const auto whole = held->clues().whole_clue(other); !whole)
      return tl::unexpected(whole.error());
  int merged = 0;
  const std::string reason = without_numbers_of_people(trim(why));
  for (const ClueId other : chosen) {
    const Result<store::Kept> kept = held->clues().merge_clues(into, other, reason);
    if (!kept) return tl::unexpected(kept.error());
    merged += *kept == store::Kept::now ? 1 : 0;
    const Result<void> noted =
        note_merge_in_dossier(who, moment, cases_of(desk), other, into, reason);
    if (!noted) return tl::unexpected(noted.error());
  }
  return merged;
}

Result<void> take_clue_apart(const access::Principal& who, Moment moment, const ClueDesk& desk,
                             ClueId clue, std::string_view why) {
  if (const Result<void> may = permit(who, access::Action::handle_clue); !may) return may;
  if (trim(why).empty())
    return fail(ErrorCode::invalid_input, "缺少分案的理由，请写明为什么不是一件事");
  const Result<store::Kept> kept = desk.store->acting_for(who, moment.now)
                                       ->clues()
                                       .take_clue_apart(clue, without_numbers_of_people(trim(why)));
  if (!kept) return tl::unexpected(kept.error());
  if (*kept == store::Kept::already)
    return fail(ErrorCode::conflict, fmt::format("线索 {} 没有与别的并案，不用分", number(clue)));
  return note_apart_in_dossier(who, moment, cases_of(desk), clue,
                               without_numbers_of_people(trim(why)));
}

Result<store::Kept> confirm_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                 const ClueConfirmed& confirmed) {
  if (const Result<void> may = permit(who, access::Action::handle_clue); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_confirmed(confirmed); !sound)
    return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  std::optional<store::ProjectId> named;
  if (confirmed.project_code) {
    const Result<store::ProjectId> project = held->project_named(*confirmed.project_code);
    if (!project) return tl::unexpected(project.error());
    named = *project;
  }
  const Result<store::Kept> kept = held->clues().confirm_clue(
      confirmed.clue, confirmed.matter_class,
      [&](store::ClueFigures& figures, std::optional<store::ProjectId>& project) {
        take_confirmed(confirmed, figures);
        if (named) project = named;
      });
  if (!kept) return kept;
  const Result<store::WholeClue> now = held->clues().whole_clue(confirmed.clue);
  if (!now) return tl::unexpected(now.error());
  const Result<void> noted = note_class_in_dossier(who, moment, cases_of(desk), *now);
  if (!noted) return tl::unexpected(noted.error());
  return kept;
}

}  // namespace qingxin::app
