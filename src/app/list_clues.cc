// SPDX-License-Identifier: Apache-2.0
#include "app/list_clues.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/reveal_field.h"
#include "base/text.h"
#include "casework/dossier.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;

Result<intake::Reading> reading_of(const store::WholeClue& whole) {
  return intake::read_clue(whole.versions.back().text, china_day(whole.clue.origin.arrived),
                           intake::built_in_words());
}

// What of a name or number may be seen.
void mask(std::string& text) {
  if (!text.empty()) text = masked(text);
}

Result<void> mask(store::WholeClue& whole) {
  for (store::ClueVersion& version : whole.versions) {
    const Result<intake::Reading> reading = intake::read_clue(
        version.text, china_day(whole.clue.origin.arrived), intake::built_in_words());
    if (!reading) return tl::unexpected(reading.error());
    version.text = shown_text(version.text, *reading, whole.people);
    version.sm3.clear();  // of a short text it can be guessed what it was of
  }
  for (store::CluePerson& person : whole.people) {
    mask(person.name);
    mask(person.id_number);
    mask(person.phone);
  }
  return {};
}

Result<ClueShown> shown_by(store::Store& held, ClueId clue) {
  Result<store::WholeClue> whole = held.clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  Result<intake::Reading> reading = reading_of(*whole);
  if (!reading) return tl::unexpected(reading.error());
  Result<std::vector<store::LikeClue>> like = held.clues().clues_like(clue);
  if (!like) return tl::unexpected(like.error());
  return ClueShown{*std::move(whole), *std::move(reading), *std::move(like), false};
}

}  // namespace

Result<CluePage> list_clues(const access::Principal& who, const ClueDesk& desk,
                            const ClueQuery& query) {
  if (const Result<void> may = permit(who, access::Action::see_clues); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", query.limit, kMost));
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, Instant{});
  store::ClueStore& clues = held->clues();
  Result<std::vector<KeptClue>> found =
      query.words.empty()
          ? clues.clues_before(query.filter, query.before, query.limit + 1)
          : clues.clues_saying(query.words, query.filter, query.before, query.limit + 1);
  if (!found) return tl::unexpected(found.error());
  CluePage page;
  if (std::ssize(*found) > query.limit) {
    found->pop_back();
    page.next = found->back().id;
  }
  page.clues = *std::move(found);
  return page;
}

Result<ClueShown> show_clue(const access::Principal& who, const ClueDesk& desk, ClueId clue) {
  if (const Result<void> may = permit(who, access::Action::see_clues); !may)
    return tl::unexpected(may.error());
  Result<ClueShown> shown = shown_by(*desk.store->acting_for(who, Instant{}), clue);
  if (!shown) return shown;
  if (const Result<void> hidden = mask(shown->whole); !hidden)
    return tl::unexpected(hidden.error());
  shown->is_masked = true;
  return shown;
}

Result<ClueShown> reveal_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                              const ClueReveal& asked) {
  if (const Result<void> may = permit(who, access::Action::reveal_field); !may)
    return tl::unexpected(may.error());
  const Result<std::string> reason = checked_reason(asked.reason);
  if (!reason) return tl::unexpected(reason.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<void> noted = held->clues().note_clue_reveal(asked.clue, desk.ids->next(moment.now),
                                                            asked.purpose, *reason);
  if (!noted) return tl::unexpected(noted.error());
  return shown_by(*held, asked.clue);
}

}  // namespace qingxin::app
