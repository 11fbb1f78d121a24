// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr std::int64_t kMillionthsOfFen = kMillionths / 100;
constexpr std::size_t kSentence = 30;  // characters in which a word tells what an amount is
constexpr std::size_t kNear = 8;
constexpr std::int64_t kBareLeast = 100;  // yuan; below, a number without a unit is anything

std::u32string_view rest_of(const Read& read, std::size_t at) {
  return read.text.substr(std::min(at, read.text.size()));
}

// Behind the unit of yuan that stands there; `at` itself when none does.
std::size_t behind_yuan(const Read& read, std::size_t at) {
  const std::u32string_view rest = rest_of(read, read.behind_spaces(at));
  const std::size_t from = read.behind_spaces(at);
  for (const std::u32string_view unit :
       {U"元整", U"元钱", U"元人民币", U"块钱", U"人民币", U"rmb", U"圆整", U"元", U"块", U"圆"}) {
    if (!rest.starts_with(unit)) continue;
    const std::u32string_view next = rest.substr(unit.size());
    constexpr std::u32string_view kNoMoney = U"月旦宵件素砖板地石";
    const bool is_money = next.empty() || kNoMoney.find(next.front()) == kNoMoney.npos;
    return is_money ? from + unit.size() : at;
  }
  return at;
}

// What is added behind 元: 7角5分, 三块五. In fen; `to` moves behind it.
std::int64_t change_at(const Read& read, bool is_colloquial, std::size_t& to) {
  std::int64_t fen = 0;
  for (const auto& [units, worth] :
       {std::pair{std::u32string_view(U"角毛"), 10}, std::pair{std::u32string_view(U"分"), 1}}) {
    const std::optional<SaidNumber> number = number_at(read.text, to);
    const std::optional<std::int64_t> count = number ? whole(*number) : std::nullopt;
    if (!count || *count > 9 || number->has_unit || number->digits != 1) break;
    const std::u32string_view rest = rest_of(read, number->to);
    if (!rest.empty() && units.find(rest.front()) != units.npos) {
      fen += *count * worth;
      to = number->to + 1;
    } else if (is_colloquial && worth == 10 &&
               (rest.empty() || !is_letter_or_digit(rest.front()))) {
      fen += *count * worth;  // 三块五
      to = number->to;
    }
  }
  return fen;
}

struct Draft {
  AmountSaid amount;
  std::size_t from = 0;
  std::size_t to = 0;
  bool has_yuan = false;
};

std::optional<Money> money_of(std::int64_t millionths) {
  if (millionths % kMillionthsOfFen != 0) return std::nullopt;
  return Money{millionths / kMillionthsOfFen};
}

constexpr std::u32string_view kTo = U"到至-~—";

// 3到5万元, 3000元至5000元: the larger end, where the smaller one has been read.
void read_range(const Read& read, const SaidNumber& first, Draft& draft) {
  const std::size_t joint = read.behind_spaces(draft.to);
  if (joint >= read.text.size() || kTo.find(read.text[joint]) == kTo.npos) return;
  const std::size_t from = read.behind_spaces(joint + 1);
  const std::optional<SaidNumber> last = number_at(read.text, from);
  if (!last || last->exactness == Exactness::vague || !read.is_free(from, last->to)) return;
  std::size_t to = behind_yuan(read, last->to);
  const bool has_yuan = to != last->to || draft.has_yuan;
  if (!has_yuan && !last->has_unit) return;
  std::int64_t least = first.least;
  const bool takes_unit = last->unit_power == 4 && !first.has_unit && !draft.has_yuan &&
                          first.least < 1000 * kMillionths;
  if (takes_unit) least *= 10'000;
  if (last->most <= least) return;
  const std::optional<Money> low = money_of(least);
  const std::optional<Money> high = money_of(last->most);
  if (!low || !high) return;
  draft.amount.least = low;
  draft.amount.most = high;
  draft.amount.exactness = Exactness::range;
  if (takes_unit) draft.amount.degree = Degree::likely;
  draft.to = to;
  draft.has_yuan = has_yuan;
}

// The number that begins there, as far as it is money; whether it is is not yet said.
std::optional<Draft> draft_at(const Read& read, std::size_t from) {
  const std::optional<SaidNumber> number = number_at(read.text, from);
  if (!number || !read.is_free(from, number->to)) return std::nullopt;
  Draft draft{.amount = {.exactness = number->exactness}, .from = from, .to = number->to};
  if (number->exactness != Exactness::vague) {
    draft.amount.least = money_of(number->least);
    draft.amount.most = money_of(number->most);
    if (!draft.amount.least || !draft.amount.most) return std::nullopt;
  }
  const std::size_t behind = behind_yuan(read, number->to);
  draft.has_yuan = behind != number->to;
  draft.to = behind;
  if (draft.has_yuan && number->exactness == Exactness::exact) {
    const bool is_colloquial = read.text[behind - 1] == U'块';
    if (const std::int64_t fen = change_at(read, is_colloquial, draft.to); fen > 0) {
      draft.amount.least->fen += fen;
      draft.amount.most = draft.amount.least;
    }
    // 一块 is "together" as often as it is a coin.
    if (is_colloquial && draft.to == behind && number->digits == 1 && !number->has_unit &&
        number->least == kMillionths)
      return std::nullopt;
  }
  if (number->exactness == Exactness::exact) read_range(read, *number, draft);
  return draft;
}

bool has_sign_before(const Read& read, std::size_t from) {
  const std::u32string_view before = read.clause_before(from, 5);
  for (const std::u32string_view sign : {U"¥", U"人民币", U"rmb", U"¥ ", U"人民币:"})
    if (before.ends_with(sign)) return true;
  return false;
}

// 三、四千元, 5 6 0 0 0 元: what stands before it may belong to it.
bool is_part_of_another(const Read& read, std::size_t from) {
  if (from < 2) return false;
  const char32_t between = read.text[from - 1];
  return (between == U'、' || between == U' ') && behind_number(read.text, from - 2) > from - 2;
}

// Whether it is money at all, and how sure that is.
std::optional<Degree> degree_of(const Read& read, const Draft& draft) {
  const Words::Amount& words = read.words.amount;
  if (draft.has_yuan || has_sign_before(read, draft.from))
    return is_part_of_another(read, draft.from) ? Degree::doubtful : draft.amount.degree;
  const std::u32string_view rest = rest_of(read, read.behind_spaces(draft.to));
  if (words.not_money.at_beginning(rest) > 0) return std::nullopt;
  if (!rest.empty() && (is_ascii_letter(rest.front()) || rest.front() == U'%' ||
                        rest.front() == U'$' || rest.front() == U'.'))
    return std::nullopt;
  const bool has_context = has_any(read.clause_before(draft.from, 12), words.context) ||
                           words.owed_behind.at_beginning(rest) > 0;
  if (!has_context) return std::nullopt;
  const std::optional<SaidNumber> number = number_at(read.text, draft.from);
  if (number->unit_power >= 3) return Degree::likely;
  const std::u32string_view before = read.clause_before(draft.from, 1);
  const bool is_code =
      !before.empty() && (is_ascii_letter(before.back()) || before.back() == U'第' ||
                          before.back() == U'#' || before.back() == U'$');
  if (is_code || number->exactness == Exactness::vague || !draft.amount.least) return std::nullopt;
  const std::u32string_view near = read.clause_before(draft.from, 4);
  const bool is_label = near.ends_with(U':') || near.ends_with(U": ");
  const bool is_written_out = !is_ascii_digit(read.text[draft.from]) && number->unit_power < 2;
  if (draft.amount.least->fen < kBareLeast * 100 || is_written_out) return std::nullopt;
  return is_label ? Degree::likely : Degree::doubtful;
}

Exactness exactness_of(const Read& read, const Draft& draft) {
  const std::u32string_view before = read.clause_before(draft.from, 5);
  const std::u32string_view behind = read.clause_behind(draft.to, 3);
  const Exactness said = draft.amount.exactness;
  if (said == Exactness::vague || said == Exactness::range) return said;
  for (const std::u32string_view word : {U"不到", U"不足", U"不超过", U"最多", U"至多"})
    if (before.ends_with(word)) return Exactness::at_most;
  for (const std::u32string_view word : {U"至少", U"不少于", U"超过", U"最少"})
    if (before.ends_with(word)) return Exactness::at_least;
  if (behind.starts_with(U"以上")) return Exactness::at_least;
  if (behind.starts_with(U'多') || behind.starts_with(U'余')) return Exactness::at_least;
  if (behind.starts_with(U"左右") || behind.starts_with(U"上下"))
    return said == Exactness::exact ? Exactness::about : said;
  for (const std::u32string_view word :
       {U"大约", U"大概", U"约", U"约为", U"将近", U"近", U"差不多"})
    if (before.ends_with(word)) return said == Exactness::exact ? Exactness::about : said;
  return said;
}

// Of the words that may tell what an amount is, the nearest before it; one right behind it is
// nearer.
Bearing bearing_of(const Read& read, const Draft& draft) {
  const Words::Amount& words = read.words.amount;
  const std::u32string_view behind = read.clause_behind(draft.to, kNear);
  std::u32string_view next = behind;
  for (const std::u32string_view filler :
       {U"的", U"左右", U"以上", U"工资", U"工程款", U"钱", U"多"})
    if (next.starts_with(filler)) next.remove_prefix(filler.size());
  if (words.owed_behind.at_beginning(next) > 0) return Bearing::owed;
  if (words.paid_behind.at_beginning(next) > 0) return Bearing::paid;
  if (next.starts_with(U'是') && words.withheld.at_beginning(next.substr(1)) > 0)
    return Bearing::withheld;
  const std::u32string_view before = read.before(draft.from, kSentence);
  Bearing bearing = Bearing::unclear;
  std::size_t nearest = 0;
  for (const auto& [list, meaning] :
       {std::pair{&words.agreed, Bearing::agreed}, std::pair{&words.withheld, Bearing::withheld},
        std::pair{&words.paid, Bearing::paid}, std::pair{&words.owed, Bearing::owed}}) {
    const std::size_t end = last_end(before, *list);
    if (end == 0 || end < nearest) continue;
    nearest = end;
    bearing = meaning;
  }
  if (bearing == Bearing::unclear && has_any(behind, words.owed_behind)) return Bearing::owed;
  return bearing;
}

// 9月工资 names a month; only 月工资 alone is the wage of each.
bool names_a_month(std::u32string_view text, std::size_t end) {
  const std::size_t month = text.rfind(U'月', end == 0 ? 0 : end - 1);
  if (month == std::u32string_view::npos || month == 0) return false;
  constexpr std::u32string_view kDigits = U"0123456789一二三四五六七八九十";
  return kDigits.find(text[month - 1]) != std::u32string_view::npos;
}

Per per_of(const Read& read, const Draft& draft) {
  const Words::Amount& words = read.words.amount;
  const std::u32string_view before = read.clause_before(draft.from, 6);
  const std::u32string_view rest = rest_of(read, draft.to);
  for (const auto& [list, per] :
       {std::pair{&words.person_behind, Per::person}, std::pair{&words.piece_behind, Per::piece},
        std::pair{&words.hour_behind, Per::hour}, std::pair{&words.day_behind, Per::day},
        std::pair{&words.month_behind, Per::month}})
    if (list->at_beginning(rest) > 0) return per;
  Per per = Per::whole;
  std::size_t nearest = 0;
  for (const auto& [list, meaning] :
       {std::pair{&words.person, Per::person}, std::pair{&words.piece, Per::piece},
        std::pair{&words.hour, Per::hour}, std::pair{&words.day, Per::day},
        std::pair{&words.month, Per::month}}) {
    const std::size_t end = last_end(before, *list);
    if (end == 0 || end < nearest) continue;
    if (meaning == Per::month && names_a_month(read.text, draft.from - before.size() + end))
      continue;
    nearest = end;
    per = meaning;
  }
  return per;
}

bool is_times(char32_t point) {
  return point == U'×' || point == U'*' || point == U'x' || point == U'\u2715' || point == U'乘';
}

// 3000元×12人, 12人*3000元: one statement.
void read_times(Read& read, Draft& draft) {
  const std::size_t behind = read.behind_spaces(draft.to);
  if (behind < read.text.size() && is_times(read.text[behind])) {
    const std::optional<PeopleAt> people = people_at(read, read.behind_spaces(behind + 1));
    if (people && people->count > 0) {
      draft.amount.times = people->count;
      draft.to = people->to;
    }
  }
  std::size_t before = draft.from;
  while (before > 0 && read.text[before - 1] == U' ' && draft.from - before < 3) --before;
  if (draft.amount.times || before == 0 || !is_times(read.text[before - 1])) return;
  std::size_t sign = before - 1;
  while (sign > 0 && read.text[sign - 1] == U' ' && before - sign < 3) --sign;
  const std::optional<int> people = people_before(read, sign);
  if (people && *people > 0) draft.amount.times = people;
}

void add(Read& read, Draft draft, Degree degree) {
  AmountSaid& amount = draft.amount;
  amount.degree = degree;
  amount.exactness = exactness_of(read, draft);
  amount.bearing = bearing_of(read, draft);
  amount.per = per_of(read, draft);
  amount.is_total = has_any(read.clause_before(draft.from, kNear), read.words.amount.total) &&
                    amount.per == Per::whole;
  read_times(read, draft);
  std::int64_t product = 0;
  if (amount.times && amount.least &&
      __builtin_mul_overflow(amount.least->fen, std::int64_t{*amount.times}, &product))
    amount.times.reset();
  if (amount.times) amount.per = Per::person;
  if (amount.exactness == Exactness::at_least) amount.most.reset();
  if (amount.exactness == Exactness::at_most) amount.least.reset();
  if (amount.exactness == Exactness::vague) amount.least.reset(), amount.most.reset();
  const bool has_sign = draft.from > 0 && read.text[draft.from - 1] == U'¥';
  amount.span = read.said.span(draft.from - (has_sign ? 1 : 0), draft.to);
  // The people of a product are counted as people, too.
  const std::size_t money_to = amount.times ? behind_number(read.text, draft.from) : draft.to;
  read.take(draft.from, std::max(money_to, draft.from + 1));
  keep(read, read.reading.amounts, amount);
}

}  // namespace

void read_amounts(Read& read) {
  for (std::size_t at = 0; at < read.text.size();) {
    if (read.is_taken[at] != 0) {
      ++at;
      continue;
    }
    const std::optional<Draft> draft = draft_at(read, at);
    const std::optional<Degree> degree = draft ? degree_of(read, *draft) : std::nullopt;
    if (!degree) {
      at = std::max(at + 1, behind_number(read.text, at));
      continue;
    }
    const std::size_t to = draft->to;
    add(read, *draft, *degree);
    at = to;
  }
}

}  // namespace qingxin::intake
