// SPDX-License-Identifier: Apache-2.0
#include "app/warning_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "rules/catalogue.h"

namespace qingxin::app {

namespace {

constexpr int kLongestWords = 2000;  // characters

std::string pack_in_words(const verify::Pack& pack) {
  return fmt::format("{} {}", pack.name, pack.digest);
}

// The longest way to a rung: those that come later stand higher.
int height_of(const verify::Pack& pack, const std::string& id) {
  int height = 0;
  for (const verify::Rung& rung : pack.rungs)
    if (rung.next == id) height = std::max(height, height_of(pack, rung.id) + 1);
  return height;
}

std::string told(const WarningRecord& record) {
  std::string words = fmt::format("{}“{}”", casework::row_of(record.step).chinese, record.why);
  for (const store::WarningEvidence& file : record.evidence)
    words += fmt::format("，{} {}", file.name, file.sm3);
  return words;
}

}  // namespace

std::string to_string(const WarningKey& key) {
  return fmt::format("{}-{}", number(key.project), key.matter);
}

Result<WarningKey> warning_key_in(std::string_view text) {
  const std::size_t dash = text.find('-');
  std::int64_t project = 0;
  const char* end = text.data() + std::min(dash, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, project);
  if (dash == std::string_view::npos || error != std::errc{} || stop != end || project <= 0 ||
      dash + 1 == text.size())
    return fail(ErrorCode::usage,
                fmt::format("「{}」不是预警的编号，应像 7301234567890123456-wages，"
                            "见 qingxin warning list",
                            printable(text)));
  return WarningKey{store::ProjectId{project}, std::string(text.substr(dash + 1))};
}

std::vector<casework::LadderRung> ladder_of(const verify::Pack& pack) {
  std::vector<casework::LadderRung> ladder;
  for (const verify::Rung& rung : pack.rungs)
    ladder.push_back({rung.id, rung.term, rung.next, height_of(pack, rung.id)});
  return ladder;
}

WarningSteps::WarningSteps(const WarningDesk& desk, const access::Principal& who, Moment moment)
    : desk_(&desk),
      who_(&who),
      moment_(moment),
      held_(desk.store->acting_for(who, moment.now)),
      ladder_(ladder_of(*desk.pack)) {}

void WarningSteps::take_up(WarningKey key, std::optional<KeptWarning> before) {
  key_ = std::move(key);
  now_ = std::move(before);
  before_ = now_ ? now_->warning.version : 0;
  steps_.clear();
}

void WarningSteps::name_rung() {
  const verify::Rung* rung = desk_->pack->rung(now_->warning.rung);
  if (rung == nullptr) return;  // of an older pack: its words stay
  now_->rung_name = rung->name;
  now_->receiver = static_cast<int>(rung->receiver);
  now_->asks = rung->asks;
  const verify::Rung* next = desk_->pack->rung(rung->next);
  now_->next_rung = next == nullptr ? "" : next->name;
}

Result<void> WarningSteps::step(const casework::WarningEvent& event, WarningRecord details) {
  const std::optional<casework::Warning> before =
      now_ ? std::optional{now_->warning} : std::nullopt;
  Result<casework::Warning> after =
      casework::apply(before, event, ladder_, {&desk_->law->calendar, desk_->law->version});
  if (!after) return tl::unexpected(after.error());
  if (!now_) {
    now_.emplace();
    now_->key = key_;
    now_->raised = moment_.now;
  }
  now_->warning = *std::move(after);
  now_->changed = moment_.now;
  now_->pack = pack_in_words(*desk_->pack);
  name_rung();
  const casework::Warning& warning = now_->warning;
  details.version = warning.version;
  details.step = event.step;
  details.day = event.today;
  details.at = moment_.now;
  details.role = who_->role;
  details.user = who_->user;
  details.unit = who_->unit;
  details.phase = warning.phase;
  details.level = warning.bulk.level;
  details.rung_name = now_->rung_name;
  details.due = warning.due;
  details.people = warning.bulk.people;
  details.amount = warning.bulk.amount;
  details.pack = now_->pack;
  steps_.push_back(std::move(details));
  return {};
}

Result<void> WarningSteps::climb() {
  // Every step goes one rung up, or ends the ladder: there are no more than rungs.
  for (std::size_t i = 0; now_ && i <= ladder_.size(); ++i) {
    const std::optional<casework::WarningEvent> event =
        casework::climb(now_->warning, moment_.today, ladder_);
    if (!event) return {};
    if (Result<void> done = step(*event, {}); !done) return done;
  }
  return {};
}

void WarningSteps::set_words(const verify::DrawnWarning* drawn,
                             const verify::ProjectFigures* project, std::string_view code,
                             std::string_view name) {
  if (!now_) return;
  if (const verify::Matter* matter = desk_->pack->matter(key_.matter))
    now_->matter_name = matter->name;
  now_->project_code = code;
  now_->project_name = name;
  if (project != nullptr) {
    now_->region_code = project->region_code;
    now_->industry = project->industry;
  }
  if (drawn == nullptr) return;
  now_->parts.clear();
  for (const verify::WarningPart& part : drawn->parts)
    now_->parts.push_back({std::string(rules::kCatalogue[part.rule].id),
                           static_cast<int>(part.level), part.findings, part.people, part.amount,
                           part.first_month, part.last_month});
}

Result<store::Kept> WarningSteps::keep() {
  if (steps_.empty()) return store::Kept::already;
  return held_->warnings().keep_warning(*now_, before_, steps_);
}

Result<KeptWarning> seen_warning(const WarningDesk& desk, const access::Principal& who,
                                 const WarningKey& key) {
  Result<std::optional<KeptWarning>> seen =
      desk.store->acting_for(who, Instant{})->warnings().warning(key);
  if (!seen) return tl::unexpected(seen.error());
  if (*seen) return **std::move(seen);
  return fail(ErrorCode::not_found,
              fmt::format("没有预警 {}；请核对编号，见 qingxin warning list", to_string(key)));
}

Result<std::optional<KeptWarning>> repeated_step(const WarningDesk& desk, const WarningKey& key,
                                                 const WarningRecord& sent) {
  if (sent.client_key.empty()) return std::nullopt;
  const Result<std::optional<WarningRecord>> known =
      desk.store->warnings().step_of_key(key, sent.client_key);
  if (!known) return tl::unexpected(known.error());
  if (!*known) return std::nullopt;
  if ((*known)->step != sent.step || (*known)->why != sent.why ||
      (*known)->evidence != sent.evidence || (*known)->user != sent.user) {
    // What somebody else wrote may not be for his eyes.
    if ((*known)->user != sent.user || (*known)->unit != sent.unit)
      return fail(ErrorCode::conflict,
                  fmt::format("编号 {} 已经用过；请换一个编号再交", printable(sent.client_key)));
    return fail(ErrorCode::conflict,
                fmt::format("编号 {} 已经用过，内容不同：原来是{}；这次是{}。请换一个编号再交",
                            printable(sent.client_key), told(**known), told(sent)));
  }
  return desk.store->warnings().warning(key);
}

bool is_receiver(const access::Principal& who, const KeptWarning& warning) {
  if (who.role == access::Role::local_operator) return true;
  const access::Role role =
      who.role == access::Role::labour_officer ? access::Role::general_contractor : who.role;
  return static_cast<int>(role) == warning.receiver;
}

Result<void> check_words(std::string_view what, std::string_view words, int least) {
  if (trim(words).empty())
    return fail(ErrorCode::invalid_input, fmt::format("缺少{}，请写明", what));
  if (character_count(trim(words)) < least)
    return fail(ErrorCode::invalid_input, fmt::format("{}“{}”不到 {} 个字；请写明查了什么、凭什么",
                                                      what, printable(trim(words)), least));
  if (character_count(words) > kLongestWords)
    return fail(ErrorCode::invalid_input,
                fmt::format("{}有 {} 个字，最多 {} 个；请写短，其余放进附件", what,
                            character_count(words), kLongestWords));
  return {};
}

}  // namespace qingxin::app
