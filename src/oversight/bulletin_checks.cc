// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.h"
#include "oversight/bulletin.h"

namespace qingxin::oversight {

namespace {

constexpr std::array<std::string_view, kBulletinChecks> kCheckWords{
    "合计与各地之和相等", "与上期可比，口径未变", "不含证件号、电话、反映人", "合公文格式",
    "已经签发"};

const SnapshotCell* same_cell(const Snapshot& snapshot, const SnapshotCell& cell) {
  for (const SnapshotCell& one : snapshot.cells)
    if (one.indicator == cell.indicator && one.by == cell.by && one.code == cell.code) return &one;
  return nullptr;
}

bool follows(BulletinKind kind, const Snapshot& earlier, const Snapshot& now) {
  return period_before(kind, {now.from, now.until}) == BulletinPeriod{earlier.from, earlier.until};
}

std::string_view name_of_place(const Snapshot& snapshot, std::string_view code) {
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district && place.code == code) return place.name;
  return code;
}

std::set<std::string> districts_of(const Snapshot& snapshot) {
  std::set<std::string> codes;
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district) codes.insert(place.code);
  return codes;
}

std::set<IndicatorId> indicators_of(const Snapshot& snapshot) {
  std::set<IndicatorId> all;
  for (const SnapshotCell& cell : snapshot.cells) all.insert(cell.indicator);
  return all;
}

// What one has and the other has not.
template <typename Things, typename NameOf>
void say_missing(const Things& things, const Things& others, std::string_view words, NameOf name_of,
                 std::vector<std::string>& faults) {
  std::string names;
  for (const auto& one : things)
    if (!others.contains(one))
      names += fmt::format("{}{}", names.empty() ? "" : "、", name_of(one));
  if (!names.empty()) faults.push_back(fmt::format("{}：{}", words, names));
}

// A word that says that somebody complained may stand in a bulletin; who it was may not.
bool betrays(casework::Telltale telltale) {
  return telltale != casework::Telltale::complaint;
}

std::string_view what_is(casework::Telltale telltale) {
  switch (telltale) {
    case casework::Telltale::phone: return "手机号";
    case casework::Telltale::id_number: return "证件号";
    case casework::Telltale::masked_number: return "遮了几位的号码";
    case casework::Telltale::name: return "反映人的姓名";
    case casework::Telltale::complaint: break;
  }
  return "指向反映人的话";
}

std::vector<std::string> faults_of_privacy(const CheckedBulletin& bulletin) {
  const BulletinDraft& draft = bulletin.draft;
  std::vector<std::pair<std::string, std::string>> texts{
      {"标题", draft.subject}, {"报送", draft.send_to}, {"抄送", draft.copy_to}};
  const std::span<const BlockWords> blocks = words_of(draft.kind).blocks;
  for (std::size_t i = 0; i < blocks.size() && i < draft.prose.size(); ++i)
    texts.emplace_back(fmt::format("「{}」", blocks[i].item), draft.prose[i]);
  for (const SnapshotPlace& place : bulletin.snapshot.places)
    texts.emplace_back("区划名", place.name);
  for (const auto& notes : {bulletin.snapshot.missing, bulletin.snapshot.corrections})
    for (const SnapshotNote& note : notes) texts.emplace_back("说明", note.words);
  std::vector<std::string> faults;
  for (const auto& [place, text] : texts)
    if (const auto telltale = casework::telltale_in(text, bulletin.reporters);
        telltale && betrays(*telltale))
      faults.push_back(fmt::format("{}里有{}；请删去", place, what_is(*telltale)));
  return faults;
}

std::vector<std::string> faults_of_form(const CheckedBulletin& bulletin) {
  constexpr int kLineMost = 20;  // of characters of 22 points in 156 mm
  const BulletinDraft& draft = bulletin.draft;
  const Result<BulletinText> text = bulletin_text(draft, bulletin.snapshot, "");
  if (!text) return {text.error().message};
  std::vector<std::string> faults;
  if (text->subject.empty()) faults.emplace_back("没有标题");
  for (const std::string& line : text->subject)
    if (character_count(line) > kLineMost)
      faults.push_back(fmt::format("标题的一行有 {} 个字，至多 {} 个；请分成几行",
                                   character_count(line), kLineMost));
  const std::span<const BlockWords> blocks = words_of(draft.kind).blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (!blocks[i].is_optional && (i >= draft.prose.size() || trim(draft.prose[i]).empty()))
      faults.push_back(fmt::format("「{}」没有写", blocks[i].item));
  if (trim(draft.send_to).empty() && trim(draft.copy_to).empty())
    faults.emplace_back("没有写报送或抄送");
  return faults;
}

std::vector<std::string> faults_of_signature(const BulletinDraft& draft) {
  if (draft.issue_no > 0 && draft.day) return {};
  return {"签发人未签"};
}

}  // namespace

std::vector<Correction> corrections_of(BulletinKind kind, const Snapshot& earlier,
                                       const Snapshot& now) {
  std::vector<Correction> corrections;
  if (!follows(kind, earlier, now)) return corrections;
  for (const SnapshotCell& cell : now.cells) {
    const SnapshotCell* said = same_cell(earlier, cell);
    if (cell.by == By::district && !is_of_today(cell.indicator) && said != nullptr && cell.before &&
        said->cell != *cell.before)
      corrections.push_back({cell.indicator, cell.code, said->cell, *cell.before});
  }
  return corrections;
}

void take_before(BulletinKind kind, const Snapshot& earlier, Snapshot& now) {
  if (!follows(kind, earlier, now)) return;
  for (SnapshotCell& cell : now.cells)
    if (const SnapshotCell* said = same_cell(earlier, cell); said != nullptr && !cell.before)
      cell.before = said->cell;
}

std::string words_of(const Correction& correction, const Snapshot& snapshot) {
  const std::string was = figure_words(correction.indicator, correction.was),
                    is = figure_words(correction.indicator, correction.is);
  const std::string_view place = name_of_place(snapshot, correction.code);
  const std::string_view indicator = indicator_of(correction.indicator).chinese;
  if (was == is)
    return fmt::format("{}{}上期报{}/{}，现为{}/{}", place, indicator, correction.was.part,
                       correction.was.whole, correction.is.part, correction.is.whole);
  return fmt::format("{}{}上期报{}，现为{}，{}", place, indicator, was, is,
                     change_words(correction.indicator, correction.is, correction.was));
}

std::vector<std::string> faults_of_comparison(BulletinKind kind, const Snapshot& earlier,
                                              const Snapshot& now) {
  std::vector<std::string> faults;
  if (earlier.region_code != now.region_code)
    faults.push_back(fmt::format("上期说的是 {}，本期是 {}", earlier.region_code, now.region_code));
  if (!follows(kind, earlier, now))
    faults.push_back(fmt::format("上期是 {} 至 {}，不是本期 {} 至 {} 的上一段",
                                 to_string(earlier.from), to_string(earlier.until),
                                 to_string(now.from), to_string(now.until)));
  if (earlier.law != now.law)
    faults.push_back(
        fmt::format("法规数据由 {} 换成 {}，按规则算的指标口径可能已变", earlier.law, now.law));
  const auto name_of_indicator = [](IndicatorId id) { return indicator_of(id).chinese; };
  say_missing(indicators_of(earlier), indicators_of(now), "上期有、本期没有的指标",
              name_of_indicator, faults);
  say_missing(indicators_of(now), indicators_of(earlier), "本期新有的指标", name_of_indicator,
              faults);
  say_missing(
      districts_of(earlier), districts_of(now), "上期有、本期没有的区划",
      [&](const std::string& code) { return name_of_place(earlier, code); }, faults);
  say_missing(
      districts_of(now), districts_of(earlier), "本期新有的区划",
      [&](const std::string& code) { return name_of_place(now, code); }, faults);
  return faults;
}

std::string_view in_chinese(BulletinCheck check) {
  return kCheckWords[static_cast<std::size_t>(check) - 1];
}

std::vector<CheckDone> check_bulletin(const CheckedBulletin& bulletin) {
  using enum BulletinCheck;
  std::vector<CheckDone> done;
  done.push_back({sums, faults_of_sums(bulletin.snapshot)});
  done.push_back({comparable, bulletin.earlier
                                  ? faults_of_comparison(bulletin.draft.kind, *bulletin.earlier,
                                                         bulletin.snapshot)
                                  : std::vector<std::string>{}});
  done.push_back({privacy, faults_of_privacy(bulletin)});
  done.push_back({form, faults_of_form(bulletin)});
  done.push_back({signature, faults_of_signature(bulletin.draft)});
  return done;
}

}  // namespace qingxin::oversight
