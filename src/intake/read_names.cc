// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr std::size_t kNameMost = 36;  // characters
constexpr std::size_t kCoreLeast = 2;  // before the ending

bool may_stand_in_name(char32_t point) {
  constexpr std::u32string_view kSigns = U"()#-·\u2022";
  return is_letter_or_digit(point) || kSigns.find(point) != kSigns.npos;
}

// Where a name that reaches to `to` begins: behind the last word that does not belong to one.
std::size_t beginning(const Read& read, std::size_t to) {
  const Words::Names& names = read.words.names;
  std::size_t at = to;
  while (at > 0 && to - at < kNameMost) {
    if (read.is_taken[at - 1] != 0 || !may_stand_in_name(read.text[at - 1])) break;
    const std::u32string_view until = read.text.substr(0, at);
    if (names.before.at_end(until.substr(until.size() - std::min<std::size_t>(8, until.size()))) >
        0)
      break;
    const bool joins = until.back() == U'和' || until.back() == U'同';
    if (joins && at >= 2 && names.joiners_after.at_end(until.substr(at - 2, 1)) > 0) break;
    --at;
  }
  while (at < to && !is_letter_or_digit(read.text[at]) && read.text[at] != U'(') ++at;
  return at;
}

// (一期), 二标段, 3号楼 and the like belong to the name before them.
std::size_t with_part(std::u32string_view text, std::size_t to) {
  constexpr std::size_t kBracketMost = 10;
  const std::u32string_view rest = text.substr(to, kBracketMost + 2);
  if (rest.starts_with(U'(')) {
    const std::size_t close = rest.find(U')');
    return close != rest.npos && close > 1 ? to + close + 1 : to;
  }
  std::size_t at = to;
  constexpr std::u32string_view kNumbers = U"0123456789一二三四五六七八九十abcdefg";
  while (at < text.size() && at - to < 4 && kNumbers.find(text[at]) != kNumbers.npos) ++at;
  if (at == to) return to;
  for (const std::u32string_view part : {U"标段", U"号楼", U"#楼", U"期", U"标", U"号地块"})
    if (text.substr(at).starts_with(part)) return at + part.size();
  return to;
}

// Whether the words before the ending name nobody: 该公司, 建筑公司, 这个项目.
bool is_general(const Read& read, std::u32string_view core) {
  while (!core.empty()) {
    const std::size_t size = read.words.names.not_names.at_beginning(core);
    if (size == 0) return false;
    core.remove_prefix(size);
  }
  return true;
}

std::string written(std::u32string_view name) {
  std::u32string kept;
  for (const char32_t point : name)
    if (point != U' ') kept += point;
  return utf8_of(kept);
}

struct Kind {
  const WordList& endings;
  const WordList& labels;
  std::vector<NameSaid>& list;
  bool is_project;
};

void read_kind(Read& read, const Kind& kind) {
  std::vector<WordList::Hit> hits;
  kind.endings.each(read.text, [&](const WordList::Hit& hit) { hits.push_back(hit); });
  // Of endings one within or right behind the other the last counts: 有限公司 平川分公司.
  std::size_t done = 0;
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const WordList::Hit& hit = hits[i];
    if (hit.from < std::max(done, looked_at) || !read.is_free(hit.from, hit.to)) continue;
    const std::size_t from = std::max(beginning(read, hit.from), done);
    looked_at = hit.to;  // 公司 within 有限公司 is no other chance
    if (from >= hit.from) continue;
    const std::u32string_view core = read.text.substr(from, hit.from - from);
    if (core.size() < kCoreLeast || is_general(read, core)) continue;
    std::size_t to = hit.to;
    for (std::size_t next = i + 1;
         next < hits.size() && hits[next].from <= to + 8 && to - from < kNameMost; ++next) {
      const std::u32string_view between =
          read.text.substr(to, hits[next].from > to ? hits[next].from - to : 0);
      const bool goes_on = std::ranges::all_of(between, may_stand_in_name) &&
                           read.words.names.before.at_end(between) == 0 &&
                           !has_any(between, read.words.names.before) &&
                           (kind.is_project || hits[next].from <= to ||
                            read.text.substr(hits[next].from, 3) == U"分公司");
      if (hits[next].to > to && goes_on && read.is_free(to, hits[next].to)) to = hits[next].to;
    }
    const std::u32string_view name = read.text.substr(from, to - from);
    const bool is_open = std::ranges::count(name, U'(') > std::ranges::count(name, U')');
    if (is_open && to < read.text.size() && read.text[to] == U')') ++to;
    if (kind.is_project) to = with_part(read.text, to);
    if (to - from > kNameMost + 20 || !read.is_free(from, to)) continue;
    const bool is_labelled = kind.labels.at_end(read.text.substr(0, from)) > 0;
    keep(read, kind.list,
         NameSaid{.span = read.said.span(from, to),
                  .name = written(read.text.substr(from, to - from)),
                  .degree = is_labelled ? Degree::stated : Degree::likely});
    read.take(from, to);
    done = to;
  }
}

}  // namespace

void read_names(Read& read) {
  const Words::Names& names = read.words.names;
  read_kind(read, {names.unit_endings, names.unit_labels, read.reading.units, false});
  read_kind(read, {names.project_endings, names.project_labels, read.reading.projects, true});
}

}  // namespace qingxin::intake
