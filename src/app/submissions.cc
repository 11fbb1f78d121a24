// SPDX-License-Identifier: Apache-2.0
#include "app/submissions.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "app/permit.h"
#include "app/take_snapshot.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;
using oversight::Field;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::SubmissionKey;

oversight::Values values_of(const oversight::Submission& submission, Moment moment,
                            std::string_view way) {
  return {{Field::from, to_string(submission.snapshot.from)},
          {Field::until, to_string(submission.snapshot.until)},
          {Field::as_of, to_string(china_day(submission.snapshot.frozen))},
          {Field::day, to_string(moment.today)},
          {Field::name,
           fmt::format("{} {} 至 {}", submission.key.body, to_string(submission.snapshot.from),
                       to_string(submission.snapshot.until))},
          {Field::code, submission.key.region},
          {Field::source, submission.key.name},
          {Field::digest, submission.sm3},
          {Field::way, std::string{way}}};
}

bool is_of(const store::KeptRecord& kept, std::string_view region, Date from, Date until) {
  return oversight::text_of(kept.values, Field::code) == region &&
         oversight::day_of(kept.values, Field::from) == from &&
         oversight::day_of(kept.values, Field::until) == until;
}

// Those of a period that stand, the newest first.
Result<std::vector<store::KeptRecord>> standing_of(const access::Principal& who, Moment moment,
                                                   const RecordDesk& desk, Date from, Date until) {
  store::RecordFilter filter;
  filter.kind = RecordKind::submission;
  Result<std::vector<store::KeptRecord>> all = all_records(who, moment, desk, filter);
  if (!all) return all;
  std::erase_if(*all, [&](const store::KeptRecord& kept) {
    const bool stands = kept.state == RecordState::filed || kept.state == RecordState::accepted;
    return !stands || oversight::day_of(kept.values, Field::from) != from ||
           oversight::day_of(kept.values, Field::until) != until;
  });
  return all;
}

Result<oversight::Snapshot> frozen_snapshot(const access::Principal& who, Moment moment,
                                            const RecordDesk& desk, RecordId id) {
  const Result<store::FrozenText> frozen =
      desk.store->acting_for(who, moment.now)->records().frozen_text(id);
  if (!frozen) return tl::unexpected(frozen.error());
  return oversight::snapshot_in(frozen->text);
}

// The one of the same region and period that stands; nothing: it is the first.
Result<std::optional<store::KeptRecord>> earlier_of(const access::Principal& who, Moment moment,
                                                    const RecordDesk& desk,
                                                    const oversight::Submission& submission) {
  const oversight::Snapshot& read = submission.snapshot;
  const auto standing = standing_of(who, moment, desk, read.from, read.until);
  if (!standing) return tl::unexpected(standing.error());
  const auto found = std::ranges::find_if(*standing, [&](const store::KeptRecord& kept) {
    return is_of(kept, submission.key.region, read.from, read.until);
  });
  if (found == standing->end()) return std::nullopt;
  return *found;
}

// What the later one changes. Error (conflict): it is the older one.
Result<void> hold_against(const access::Principal& who, Moment moment, const RecordDesk& desk,
                          RecordId earlier, SubmissionTaken& taken) {
  const Result<oversight::Snapshot> before = frozen_snapshot(who, moment, desk, earlier);
  if (!before) return tl::unexpected(before.error());
  if (before->frozen > taken.submission.snapshot.frozen)
    return fail(ErrorCode::conflict,
                fmt::format("「{}」这一期已经有更晚做的一份（{}），这一份是 {} 做的，没有收",
                            taken.submission.key.body, china_minute(before->frozen),
                            china_minute(taken.submission.snapshot.frozen)));
  taken.corrected = earlier;
  taken.differences = oversight::differences(*before, taken.submission.snapshot);
  return {};
}

std::vector<RecordOrder> orders_of(const SubmissionTaken& taken, Moment moment,
                                   std::string_view way) {
  std::vector<RecordOrder> orders;
  RecordOrder fresh;
  fresh.face.kind = RecordKind::submission;
  fresh.face.region_code = taken.submission.key.region;
  fresh.event.step = RecordStep::filed;
  fresh.event.values = values_of(taken.submission, moment, way);
  if (taken.corrected)
    fresh.event.values[Field::earlier] = std::to_string(number(*taken.corrected));
  orders.push_back(std::move(fresh));
  if (!taken.corrected) return orders;
  RecordOrder old;
  old.id = *taken.corrected;
  old.event.step = RecordStep::corrected;
  old.event.values[Field::reason] = fmt::format("报送单位更正：收到 SM3 {} 的一份，{} 处不同",
                                                taken.submission.sm3, taken.differences.size());
  orders.push_back(std::move(old));
  return orders;
}

Result<void> freeze(const access::Principal& who, Moment moment, const RecordDesk& desk,
                    RecordId id, std::string_view text) {
  const Result<store::Kept> frozen =
      desk.store->acting_for(who, moment.now)->records().freeze_text(id, text);
  if (!frozen) return tl::unexpected(frozen.error());
  return {};
}

// The regions whose people have an account here.
Result<std::set<std::string>> regions_with_users(const RecordDesk& desk) {
  constexpr int kAtOnce = 1000;
  std::set<std::string> regions;
  access::UserId after{};
  while (true) {
    const Result<std::vector<store::User>> users =
        desk.store->accounts().users_after(after, kAtOnce);
    if (!users) return tl::unexpected(users.error());
    for (const store::User& user : *users) {
      after = user.id;
      if (user.state != store::UserState::active || user.unit == access::UnitId{}) continue;
      const Result<store::Unit> unit = desk.store->unit(user.unit);
      if (unit) regions.insert(unit->region_code);
    }
    if (std::ssize(*users) < kAtOnce) return regions;
  }
}

bool has_any_in(const std::set<std::string>& regions, std::string_view region) {
  const std::string prefix = law::region_prefix(region);
  return std::ranges::any_of(regions,
                             [&](const std::string& one) { return one.starts_with(prefix); });
}

}  // namespace

Result<std::vector<SubmissionKey>> read_key_file(const fs::path& file) {
  std::error_code failed;
  const fs::perms perms = fs::status(file, failed).permissions();
  if (failed || !fs::is_regular_file(file, failed))
    return fail(ErrorCode::unavailable,
                fmt::format("报送密钥文件「{}」打不开；请核对路径", file.string()));
  constexpr fs::perms kOthers = fs::perms::group_all | fs::perms::others_all;
  if ((perms & kOthers) != fs::perms::none)
    return fail(ErrorCode::invalid_input,
                fmt::format("报送密钥文件「{}」别人也能读写；请先 chmod 600", file.string()));
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof())
    return fail(ErrorCode::unavailable,
                fmt::format("报送密钥文件「{}」读不出来；请检查权限", file.string()));
  return oversight::read_submission_keys(text, file.string());
}

Result<SubmissionMade> make_submission(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const SubmissionKey& key,
                                       const SubmissionOrder& order) {
  const int days = order.until - order.from + 1;
  const Result<oversight::Snapshot> snapshot = snapshot_of(who, moment, desk,
                                                           {.by = {oversight::By::district},
                                                            .from = order.from,
                                                            .until = order.until,
                                                            .before_from = order.from - days,
                                                            .before_until = order.from - 1,
                                                            .region = key.region,
                                                            .indicators = {},
                                                            .body = key.body});
  if (!snapshot) return tl::unexpected(snapshot.error());
  const std::string frozen = oversight::snapshot_text(*snapshot);
  SubmissionMade made{.kept = {}, .text = oversight::submission_text(frozen, key), .sm3 = {}};
  // As the higher one will read it: better refused here.
  const Result<oversight::Submission> read =
      oversight::read_submission(made.text, {&key, 1}, moment.today);
  if (!read) return tl::unexpected(read.error());
  made.sm3 = read->sm3;
  RecordOrder record;
  record.face.kind = RecordKind::submission;
  record.face.region_code = key.region;
  record.event.step = RecordStep::frozen;
  record.event.values = values_of(*read, moment, "file");
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, {record});
  if (!kept) return tl::unexpected(kept.error());
  made.kept = std::move(kept->front());
  if (const Result<void> done = freeze(who, moment, desk, made.kept.whole.id, frozen); !done)
    return tl::unexpected(done.error());
  return made;
}

Result<SubmissionTaken> take_submission(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk,
                                        const std::vector<SubmissionKey>& keys,
                                        std::string_view text, std::string_view way) {
  if (const Result<void> may = permit(who, access::Action::freeze_figures); !may)
    return tl::unexpected(may.error());
  Result<oversight::Submission> read = oversight::read_submission(text, keys, moment.today);
  if (!read) return tl::unexpected(read.error());
  SubmissionTaken taken{
      .whole = {}, .submission = *std::move(read), .corrected = {}, .differences = {}};
  const auto earlier = earlier_of(who, moment, desk, taken.submission);
  if (!earlier) return tl::unexpected(earlier.error());
  const bool is_same =
      *earlier && oversight::text_of((*earlier)->values, Field::digest) == taken.submission.sm3;
  if (is_same) {
    Result<store::WholeRecord> whole = show_record(who, moment, desk, (*earlier)->id);
    if (!whole) return tl::unexpected(whole.error());
    taken.whole = *std::move(whole);
    taken.kept = store::Kept::already;
  } else {
    if (*earlier)
      if (const Result<void> held = hold_against(who, moment, desk, (*earlier)->id, taken); !held)
        return tl::unexpected(held.error());
    Result<std::vector<RecordKept>> kept =
        step_records(who, moment, desk, orders_of(taken, moment, way));
    if (!kept) return tl::unexpected(kept.error());
    taken.whole = std::move(kept->front().whole);
  }
  // Also where it broke off between the two.
  if (const Result<void> done = freeze(who, moment, desk, taken.whole.id, taken.submission.text);
      !done)
    return tl::unexpected(done.error());
  return taken;
}

Result<SubmissionBoard> submission_board(const access::Principal& who, Moment moment,
                                         const RecordDesk& desk,
                                         const std::vector<SubmissionKey>& keys,
                                         const SubmissionOrder& order, std::string_view region) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const auto standing = standing_of(who, moment, desk, order.from, order.until);
  if (!standing) return tl::unexpected(standing.error());
  const Result<std::set<std::string>> users = regions_with_users(desk);
  if (!users) return tl::unexpected(users.error());
  SubmissionBoard board{.order = order, .lines = {}, .sum = {}};
  std::vector<oversight::Snapshot> parts;
  std::vector<oversight::SnapshotPlace> expected;
  std::set<std::string> told;
  const std::string prefix = law::region_prefix(region);
  for (const SubmissionKey& key : keys) {
    if (!key.region.starts_with(prefix) || key.region == prefix) continue;
    if (!told.insert(key.region).second) continue;  // an old key and its new one
    SubmissionLine line{
        .region = key.region, .body = key.body, .record = {}, .frozen = {}, .sm3 = {}};
    line.has_users = has_any_in(*users, key.region);
    expected.push_back({oversight::By::district, key.region, key.body, prefix});
    const auto found = std::ranges::find_if(*standing, [&](const store::KeptRecord& kept) {
      return is_of(kept, key.region, order.from, order.until);
    });
    if (found != standing->end()) {
      Result<oversight::Snapshot> part = frozen_snapshot(who, moment, desk, found->id);
      if (!part) return tl::unexpected(part.error());
      line.record = found->id;
      line.frozen = part->frozen;
      line.sm3 = oversight::text_of(found->values, Field::digest);
      line.has_corrected = !oversight::text_of(found->values, Field::earlier).empty();
      parts.push_back(*std::move(part));
    }
    board.lines.push_back(std::move(line));
  }
  std::ranges::sort(board.lines, {}, &SubmissionLine::region);
  Result<oversight::Snapshot> sum = oversight::add_up({.body = "合计",
                                                       .region = prefix,
                                                       .from = order.from,
                                                       .until = order.until,
                                                       .now = moment.now},
                                                      parts, expected);
  if (!sum) return tl::unexpected(sum.error());
  board.sum = *std::move(sum);
  return board;
}

}  // namespace qingxin::app
