// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/money.h"
#include "base/text.h"
#include "oversight/bulletin.h"
#include "oversight/tree.h"

namespace qingxin::oversight {

namespace {

constexpr std::string_view kNothing = "—";

std::string_view unit_of(const Indicator& indicator) {
  if (indicator.measure == Measure::people)
    return indicator.id == IndicatorId::publicity_reach ? "人次" : "人";
  switch (indicator.id) {
    case IndicatorId::projects:
    case IndicatorId::projects_public: return "个";
    case IndicatorId::open_findings:
    case IndicatorId::hazards_open: return "项";
    case IndicatorId::inspections:
    case IndicatorId::withdrawals: return "次";
    default: return "件";
  }
}

// Exact: 18,970,320 fen are 18.97032万元.
std::string ten_thousands(std::int64_t fen) {
  constexpr std::int64_t kFen = 1'000'000;
  const std::int64_t whole = fen / kFen, rest = fen % kFen;
  std::string text = grouped(whole);
  if (rest != 0) {
    text += fmt::format(".{:06}", rest);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "万元";
}

std::string hundredths(std::int64_t value) {
  return fmt::format("{}.{:02}", grouped(value / 100), value % 100);
}

std::string words_of_value(const Indicator& indicator, std::int64_t value) {
  switch (indicator.measure) {
    case Measure::count:
    case Measure::people: return fmt::format("{}{}", grouped(value), unit_of(indicator));
    case Measure::fen: return ten_thousands(value);
    case Measure::share: return hundredths(value) + "%";
    case Measure::per_thousand: return hundredths(value) + "‰";
  }
  return {};
}

std::string words_of_difference(const Indicator& indicator, std::int64_t difference) {
  switch (indicator.measure) {
    case Measure::share: return hundredths(difference) + "个百分点";
    case Measure::per_thousand: return hundredths(difference) + "个千分点";
    case Measure::count:
    case Measure::people:
    case Measure::fen: break;
  }
  return words_of_value(indicator, difference);
}

const SnapshotCell* cell_at(const Snapshot& snapshot, IndicatorId indicator,
                            std::string_view code) {
  for (const SnapshotCell& cell : snapshot.cells)
    if (cell.indicator == indicator && cell.by == By::district && cell.code == code) return &cell;
  return nullptr;
}

std::string_view name_of_place(const Snapshot& snapshot, std::string_view code) {
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district && place.code == code) return place.name;
  return code;
}

std::string day_words(Date day) {
  return fmt::format("{}年{}月{}日", year_of(day), month_of_year(month_of(day)), day_of_month(day));
}

// The figures speak of the end of their period; of one that had not ended, of the moment at which
// they were frozen.
std::string as_of_words(const Snapshot& snapshot) {
  if (china_day(snapshot.frozen) != snapshot.until) return day_words(snapshot.until);
  const std::string minute = china_minute(snapshot.frozen);  // "2026-11-23 08:30"
  const int hour = (minute[11] - '0') * 10 + (minute[12] - '0');
  const int rest = (minute[14] - '0') * 10 + (minute[15] - '0');
  return fmt::format("{}{}时{}", day_words(snapshot.until), hour,
                     rest == 0 ? std::string{} : fmt::format("{}分", rest));
}

std::string notes_words(const std::vector<SnapshotNote>& notes) {
  std::string all;
  for (const SnapshotNote& note : notes) all += (all.empty() ? "" : "；") + note.words;
  return all.empty() ? all : all + "。";
}

std::string names_words(IndicatorId indicator, const std::vector<RankedPlace>& ranked) {
  std::string all;
  for (const RankedPlace& one : ranked)
    all +=
        fmt::format("{}{}{}", all.empty() ? "" : "、", one.name, figure_words(indicator, one.cell));
  return all;
}

// Whole sentences, for there may be nothing to say.
std::string ranking_words(const Snapshot& snapshot, IndicatorId indicator, std::string_view code,
                          std::string_view form) {
  const Ranking ranking = ranking_of(snapshot, indicator, code);
  if (form == "without") {
    std::string names;
    for (const std::string& name : ranking.without) names += (names.empty() ? "" : "、") + name;
    return names.empty() ? names : names + "没有可比的数，不参加排名。";
  }
  const Ends ends = ends_of(ranking);
  const bool is_best = form == "best";
  if (ends.best.empty() && ends.worst.empty())
    return is_best && ranking.ranked.size() > 1 ? "各地相同。" : "";
  const std::string names = names_words(indicator, is_best ? ends.best : ends.worst);
  if (names.empty()) return names;
  return fmt::format("{}的是{}。", is_best ? "居前" : "居后", names);
}

std::optional<std::string> special_words(const Snapshot& snapshot, std::string_view name) {
  if (name == "body") return snapshot.body;
  if (name == "as_of") return as_of_words(snapshot);
  if (name == "period")
    return fmt::format("{}至{}", day_words(snapshot.from), day_words(snapshot.until));
  if (name == "missing") return notes_words(snapshot.missing);
  if (name == "corrections") return notes_words(snapshot.corrections);
  return std::nullopt;
}

struct Reference {
  std::string_view name, code, form;
};
Reference parts_of(std::string_view text) {
  Reference parts;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) parts.form = text.substr(colon + 1);
  text = text.substr(0, colon);
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) parts.code = text.substr(at + 1);
  parts.name = text.substr(0, at);
  return parts;
}

// Nothing: it refers to nothing.
std::optional<std::string> referred(std::string_view text, const Snapshot& snapshot) {
  if (std::optional<std::string> special = special_words(snapshot, text)) return special;
  const Reference reference = parts_of(text);
  const Indicator* indicator = indicator_named(reference.name);
  if (indicator == nullptr || indicator->name != reference.name) return std::nullopt;
  if (reference.code.empty() && text.find('@') != std::string_view::npos) return std::nullopt;
  const std::string_view code =
      reference.code.empty() ? std::string_view(snapshot.region_code) : reference.code;
  const SnapshotCell* cell = cell_at(snapshot, indicator->id, code);
  if (cell == nullptr) return std::nullopt;
  const std::string_view form = reference.form;
  if (form.empty())
    return text.ends_with(':') ? std::nullopt
                               : std::optional(figure_words(indicator->id, cell->cell));
  if (form == "before")
    return cell->before ? figure_words(indicator->id, *cell->before) : std::string{"不详"};
  if (form == "change") return change_words(indicator->id, cell->cell, cell->before);
  if (form == "best" || form == "worst" || form == "without")
    return ranking_words(snapshot, indicator->id, code, form);
  return std::nullopt;
}

// What may be referred to.
std::string known_references(const Snapshot& snapshot) {
  std::string all = "{body}、{period}、{as_of}、{missing}、{corrections}";
  for (const Indicator& indicator : indicators())
    if (cell_at(snapshot, indicator.id, snapshot.region_code) != nullptr)
      all += fmt::format("、{{{}}}", indicator.name);
  std::string codes;
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district)
      codes += fmt::format("{}@{}", codes.empty() ? "" : "、", place.code);
  return fmt::format("{}；后面可以带区划（{}），再带 :before、:change、:best、:worst 或 :without",
                     all, codes);
}

// Pieces of prose between braces and outside of them.
struct Bindings {
  std::vector<Run> runs;
  std::vector<std::string> unknown;
};

Bindings bindings_of(std::string_view prose, const Snapshot& snapshot) {
  Bindings found;
  while (!prose.empty()) {
    const std::size_t brace = prose.find_first_of("{}");
    if (brace != 0) found.runs.push_back({std::string(prose.substr(0, brace)), {}});
    if (brace == std::string_view::npos) break;
    prose.remove_prefix(brace);
    const std::size_t end = prose.find_first_of("{}", 1);
    const bool is_whole =
        prose.front() == '{' && end != std::string_view::npos && prose[end] == '}';
    const std::string inside(prose.substr(1, is_whole ? end - 1 : 0));
    const std::optional<std::string> words =
        is_whole ? referred(inside, snapshot) : std::optional<std::string>{};
    if (words)
      found.runs.push_back({*words, inside});
    else
      found.unknown.push_back(is_whole ? "{" + inside + "}" : std::string(1, prose.front()));
    prose.remove_prefix(is_whole ? end + 1 : 1);
  }
  return found;
}

// "（一）人工费拨付不到位。" of a paragraph that begins so stands in its own letters.
void mark_lead(std::vector<Run>& runs) {
  constexpr std::string_view kOpen = "（", kClose = "）", kStop = "。";
  constexpr std::size_t kLongest = 12;  // bytes of the number in it
  if (runs.empty() || !runs.front().words.starts_with(kOpen)) return;
  const std::size_t close = runs.front().words.find(kClose);
  if (close == std::string::npos || close > kLongest) return;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t stop = runs[i].words.find(kStop);
    runs[i].is_lead = true;
    if (stop == std::string::npos) continue;
    const std::size_t end = stop + kStop.size();
    if (end < runs[i].words.size()) {
      Run rest{runs[i].words.substr(end), runs[i].reference};
      runs[i].words.resize(end);
      runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
    }
    return;
  }
  for (Run& run : runs) run.is_lead = false;  // no sentence ends in it
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (const std::string_view line = trim(text.substr(0, end)); !line.empty())
      lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// "三、主要问题" as the second that is printed: "二、主要问题".
std::string numbered(std::string_view item, std::size_t place) {
  constexpr std::array<std::string_view, 6> kNumbers{"一", "二", "三", "四", "五", "六"};
  constexpr std::string_view kMark = "、";
  const std::size_t mark = item.find(kMark);
  if (mark == std::string_view::npos || place >= kNumbers.size()) return std::string(item);
  return fmt::format("{}{}", kNumbers[place], item.substr(mark));
}

std::vector<Paragraph> paragraphs_of(const BulletinDraft& draft, const Snapshot& snapshot) {
  std::vector<Paragraph> all;
  std::size_t printed = 0;
  const std::span<const BlockWords> blocks = words_of(draft.kind).blocks;
  for (std::size_t i = 0; i < blocks.size() && i < draft.prose.size(); ++i) {
    const std::vector<std::string_view> lines = lines_of(draft.prose[i]);
    if (lines.empty()) continue;
    all.push_back({true, {{numbered(blocks[i].item, printed++), {}}}});
    for (const std::string_view line : lines) {
      std::vector<Run> runs = bindings_of(line, snapshot).runs;
      if (std::ranges::all_of(runs, [](const Run& run) { return run.words.empty(); })) continue;
      mark_lead(runs);
      all.push_back({false, std::move(runs)});
    }
  }
  return all;
}

std::string unknown_words(const BulletinWords& words, const Snapshot& snapshot) {
  std::string all;
  for (const IndicatorId id : words.shown) {
    const SnapshotCell* cell = cell_at(snapshot, id, snapshot.region_code);
    if (cell == nullptr || cell->cell.unknown == 0) continue;
    all += fmt::format("{}{} {}", all.empty() ? "" : "、", indicator_of(id).chinese,
                       cell->cell.unknown);
  }
  return all.empty() ? all : fmt::format("不详而未计入的：{}。", all);
}

BulletinTable figures_table(const BulletinWords& words, const Snapshot& snapshot) {
  BulletinTable table{
      .title = "主要指标",
      .headings = {"指标", std::string(words.now), std::string(words.then), "增减", "口径"},
      .widths = {20, 16, 16, 17, 31},
      .rows = {},
      .note = unknown_words(words, snapshot)};
  for (const IndicatorId id : words.shown) {
    const SnapshotCell* cell = cell_at(snapshot, id, snapshot.region_code);
    if (cell == nullptr) continue;
    const Indicator& indicator = indicator_of(id);
    table.rows.push_back({std::string(indicator.chinese), figure_words(id, cell->cell),
                          cell->before ? figure_words(id, *cell->before) : "不详",
                          change_words(id, cell->cell, cell->before),
                          std::string(indicator.formula)});
  }
  return table;
}

// A row for each district right below, by the first ranking; beside each value its place.
BulletinTable districts_table(const BulletinWords& words, const Snapshot& snapshot) {
  BulletinTable table{
      .title = "各地情况", .headings = {"区划"}, .widths = {}, .rows = {}, .note = {}};
  std::vector<std::string> codes;
  std::map<std::pair<IndicatorId, std::string>, int> places;
  const auto add_code = [&](const std::string& code) {
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  };
  for (const IndicatorId id : words.ranked) {
    const Ranking ranking = ranking_of(snapshot, id, snapshot.region_code);
    if (ranking.ranked.empty() && ranking.without.empty()) continue;
    table.headings.emplace_back(indicator_of(id).chinese);
    for (const RankedPlace& one : ranking.ranked) {
      add_code(one.code);
      places[{id, one.code}] = one.place;
    }
  }
  for (const SnapshotPlace& place : snapshot.places)
    if (table.headings.size() > 1 && place.by == By::district &&
        place.parent == snapshot.region_code && place.code != snapshot.region_code)
      add_code(place.code);
  for (const std::string& code : codes) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row.emplace_back(name_of_place(snapshot, code));
    for (const IndicatorId id : words.ranked) {
      if (std::ranges::find(table.headings, indicator_of(id).chinese) == table.headings.end())
        continue;
      const SnapshotCell* cell = cell_at(snapshot, id, code);
      const auto place = places.find({id, code});
      std::string text = cell == nullptr ? std::string{kNothing} : figure_words(id, cell->cell);
      if (place != places.end()) text += fmt::format("（{}）", place->second);
      row.push_back(std::move(text));
    }
  }
  table.widths.assign(table.headings.size(), 100 / static_cast<int>(table.headings.size()));
  if (!table.rows.empty())
    table.note = "括号里是名次，相同的名次相同；“—”是没有可以作分母的数，不参加排名。";
  return table;
}

}  // namespace

std::string figure_words(IndicatorId indicator, const Cell& cell) {
  const Indicator& words = indicator_of(indicator);
  const std::optional<std::int64_t> value = cell.value(words.measure);
  return value ? words_of_value(words, *value) : std::string{kNothing};
}

std::string change_words(IndicatorId indicator, const Cell& cell,
                         const std::optional<Cell>& before) {
  const Indicator& words = indicator_of(indicator);
  const std::optional<std::int64_t> now = cell.value(words.measure);
  const std::optional<std::int64_t> then =
      before ? before->value(words.measure) : std::optional<std::int64_t>{};
  if (!then) return "上期不详";
  if (!now) return std::string{kNothing};
  if (*now == *then) return "持平";
  const bool is_part = words.measure == Measure::share || words.measure == Measure::per_thousand;
  const std::string_view more = is_part ? "提高" : "增加", less = is_part ? "下降" : "减少";
  return fmt::format("{}{}", *now > *then ? more : less,
                     words_of_difference(words, *now > *then ? *now - *then : *then - *now));
}

Ranking ranking_of(const Snapshot& snapshot, IndicatorId indicator, std::string_view parent) {
  const Indicator& words = indicator_of(indicator);
  Ranking ranking{.indicator = indicator, .ranked = {}, .without = {}};
  if (words.better == Better::none) return ranking;
  const auto value_of = [&](const RankedPlace& one) { return *one.cell.value(words.measure); };
  for (const SnapshotPlace& place : snapshot.places) {
    if (place.by != By::district || place.parent != parent || place.code == parent) continue;
    if (place.code.ends_with(kUnknownPlace)) continue;
    const SnapshotCell* cell = cell_at(snapshot, indicator, place.code);
    if (cell == nullptr || !cell->cell.value(words.measure))
      ranking.without.push_back(place.name);
    else
      ranking.ranked.push_back({1, place.code, place.name, cell->cell});
  }
  std::ranges::sort(ranking.ranked, [&](const RankedPlace& a, const RankedPlace& b) {
    const std::int64_t one = value_of(a), other = value_of(b);
    if (one != other) return words.better == Better::higher ? one > other : one < other;
    return a.code < b.code;
  });
  for (std::size_t i = 1; i < ranking.ranked.size(); ++i) {
    const bool is_equal = value_of(ranking.ranked[i]) == value_of(ranking.ranked[i - 1]);
    ranking.ranked[i].place = is_equal ? ranking.ranked[i - 1].place : static_cast<int>(i) + 1;
  }
  return ranking;
}

Ends ends_of(const Ranking& ranking) {
  constexpr int kPlaces = 3;
  Ends ends;
  if (ranking.ranked.empty() || ranking.ranked.back().place == 1) return ends;
  const int count = static_cast<int>(ranking.ranked.size());
  for (const RankedPlace& one : ranking.ranked) {
    const auto behind = std::ranges::count_if(
        ranking.ranked, [&](const RankedPlace& other) { return other.place > one.place; });
    if (one.place <= kPlaces && one.place <= (count + 1) / 2)
      ends.best.push_back(one);
    else if (behind < kPlaces)
      ends.worst.push_back(one);
  }
  return ends;
}

Result<std::vector<Run>> bound(std::string_view prose, const Snapshot& snapshot) {
  Bindings found = bindings_of(prose, snapshot);
  if (found.unknown.empty()) return std::move(found.runs);
  std::string unknown;
  for (const std::string& one : found.unknown) unknown += (unknown.empty() ? "" : "、") + one;
  return fail(ErrorCode::invalid_input,
              fmt::format("快照里没有「{}」所指的数；可以用的有 {}",
                          printable(shortened(unknown, 200)), known_references(snapshot)));
}

Result<BulletinText> bulletin_text(const BulletinDraft& draft, const Snapshot& snapshot,
                                   std::string_view sm3) {
  std::string all = draft.subject;
  for (const std::string& prose : draft.prose) all += "\n" + prose;
  if (const Result<std::vector<Run>> read = bound(all, snapshot); !read)
    return tl::unexpected(read.error());
  const BulletinWords& words = words_of(draft.kind);
  BulletinText text{
      .masthead = std::string(words.masthead),
      .issue = draft.issue_no > 0 ? fmt::format("第{}期", draft.issue_no) : "第　期（未签发）",
      .body = snapshot.body,
      .day = draft.day ? day_words(*draft.day) : "（未签发）",
      .subject = {},
      .paragraphs = paragraphs_of(draft, snapshot),
      .tables = {},
      .send_to = draft.send_to,
      .copy_to = draft.copy_to,
      .source = fmt::format("快照 {} 冻结，法规数据 {}，SM3 {}", china_minute(snapshot.frozen),
                            snapshot.law, sm3),
      .frozen = snapshot.frozen};
  std::string title;
  for (const Run& run : bindings_of(draft.subject, snapshot).runs) title += run.words;
  std::ranges::replace(title, ' ', '\n');
  for (const std::string_view line : lines_of(title)) text.subject.emplace_back(line);
  for (BulletinTable table : {figures_table(words, snapshot), districts_table(words, snapshot)})
    if (!table.rows.empty()) text.tables.push_back(std::move(table));
  return text;
}

}  // namespace qingxin::oversight
