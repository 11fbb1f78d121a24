// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr int kFirstYear = 2000;
constexpr int kYearsAhead = 1;
constexpr std::int64_t kMonthsMost = 240;
constexpr std::size_t kAround = 16;  // characters that tell whether months are of wages

// One end of a stretch of months.
struct Point {
  std::size_t to = 0;
  std::optional<int> year;
  std::optional<int> month;       // of the year; absent: the whole year
  std::optional<int> last_month;  // 3-5月, 上半年
  bool has_day = false;
  bool is_relative = false;   // 上个月: nothing to complete
  bool is_bad = false;        // 13月
  bool is_now = false;        // 至今
  bool is_inherited = false;  // 和9月: the year of the month before
  bool is_broken = false;     // 3、5月
};

class Months {
 public:
  explicit Months(Read& read) : read_(read), text_(read.text) {}

  void read() {
    for (std::size_t at = 0; at < text_.size();) {
      if (read_.is_taken[at] != 0) {
        ++at;
        continue;
      }
      if (const std::size_t to = stretch_at(at); to > at) {
        at = to;
      } else if (const std::size_t lunar = lunar_at(at); lunar > at) {
        at = lunar;
      } else if (const std::size_t behind = count_at(at); behind > at) {
        at = behind;
      } else {
        at = std::max(at + 1, behind_number(text_, at));
      }
    }
  }

 private:
  std::u32string_view rest(std::size_t at) const {
    return text_.substr(std::min(at, text_.size()));
  }
  bool begins(std::size_t at, std::u32string_view word) const { return rest(at).starts_with(word); }

  // A whole number of at most four digits.
  std::optional<int> small(std::size_t at, std::size_t& to) const {
    const std::optional<SaidNumber> number = number_at(text_, at);
    if (!number) return std::nullopt;
    const std::optional<std::int64_t> value = whole(*number);
    if (!value || *value > 9999 || number->unit_power > 1 || number->digits > 4)
      return std::nullopt;
    to = number->to;
    return static_cast<int>(*value);
  }

  // 2025年, 25年, 二〇二五年, 今年, 去年.
  std::optional<int> year_at(std::size_t at, std::size_t& to) const {
    struct Word {
      std::u32string_view word;
      int difference;
    };
    const int filed = year_of(read_.filed);
    for (const Word& one : {Word{U"今年", 0}, Word{U"本年", 0}, Word{U"当年", 0}, Word{U"去年", -1},
                            Word{U"上年", -1}, Word{U"前年", -2}, Word{U"明年", 1}})
      if (begins(at, one.word)) {
        to = at + one.word.size() + (begins(at + one.word.size(), U"度") ? 1 : 0);
        return filed + one.difference;
      }
    std::size_t end = 0;
    const std::optional<int> number = small(at, end);
    end = read_.behind_spaces(end);
    if (!number || !begins(end, U"年")) return std::nullopt;
    // 25年3月 is a year, 3年 is three of them.
    const bool is_short = *number >= 10 && *number < 100 && is_ascii_digit(text_[at]);
    if (is_short && *number >= 10 && *number <= filed % 100 + kYearsAhead) {
      std::size_t behind = 0;
      if (!small(end + 1, behind) || !begins(behind, U"月")) return std::nullopt;
      to = end + 1;
      return filed / 100 * 100 + *number;
    }
    if (*number < 1900 || *number > 2999) return std::nullopt;
    to = end + 1;
    if (begins(to, U"度")) ++to;
    return *number;
  }

  // 2025-10, 2025.10, 2025/10/05.
  std::optional<Point> written_date(std::size_t at) const {
    std::array<int, 3> parts{};
    std::size_t count = 0;
    std::size_t end = at;
    std::size_t behind_month = at;
    for (; count < 3 && end < text_.size() && is_ascii_digit(text_[end]); ++count) {
      std::size_t digits = 0;
      while (end < text_.size() && is_ascii_digit(text_[end]) && digits < 5) {
        parts[count] = parts[count] * 10 + static_cast<int>(text_[end++] - U'0');
        ++digits;
      }
      if (count == 2 && digits > 2) {  // 2025.3-2025.8: the next year
        end = behind_month;
        break;
      }
      if (count == 0 ? digits != 4 : digits > 2) return std::nullopt;
      if (count == 1) behind_month = end;
      constexpr std::u32string_view kBetween = U"-./";
      const bool goes_on = end + 1 < text_.size() && kBetween.find(text_[end]) != kBetween.npos &&
                           is_ascii_digit(text_[end + 1]);
      if (!goes_on) {
        ++count;
        break;
      }
      if (count < 2) ++end;
    }
    if (count < 2 || parts[0] < kFirstYear || parts[0] > year_of(read_.filed) + kYearsAhead)
      return std::nullopt;
    Point point{.to = end, .year = parts[0], .month = parts[1], .has_day = count == 3};
    point.is_bad = parts[1] < 1 || parts[1] > 12;
    if (point.is_bad || begins(end, U"元") || begins(end, U"块") || begins(end, U"万"))
      return std::nullopt;
    if (begins(point.to, U"月")) ++point.to;
    if (begins(point.to, U"份")) ++point.to;
    return point;
  }

  std::optional<Point> relative(std::size_t at) const {
    struct Word {
      std::u32string_view word;
      int difference;
    };
    for (const Word& one : {Word{U"上上个月", -2}, Word{U"上上月", -2}, Word{U"上个月", -1},
                            Word{U"上月", -1}, Word{U"本月", 0}, Word{U"这个月", 0}}) {
      if (!begins(at, one.word)) continue;
      const Month month = read_.filed + one.difference;
      Point point{.to = at + one.word.size(),
                  .year = year_of(month),
                  .month = static_cast<int>(month_of_year(month)),
                  .is_relative = true};
      if (begins(point.to, U"份")) ++point.to;
      return point;
    }
    return std::nullopt;
  }

  // 3月(份)(5日), 3-5月, 三、四月份.
  bool take_months(std::size_t at, Point& point) const {
    std::size_t to = 0;
    const std::optional<int> first = begins(at, U"元月") ? 1 : small(at, to);
    if (!first) return false;
    if (begins(at, U"元月")) to = at + 1;
    to = read_.behind_spaces(to);
    std::optional<int> last;
    constexpr std::u32string_view kBetween = U"-到至~—";
    constexpr std::u32string_view kListed = U"、,，和";
    bool is_list = false;
    for (int listed = 0; to < text_.size() && !begins(to, U"月"); ++listed) {
      if (listed > 12) return false;
      const bool is_listed = kListed.find(text_[to]) != kListed.npos;
      const bool is_span = kBetween.find(text_[to]) != kBetween.npos && !is_list && !last;
      if (!is_listed && !is_span) return false;
      std::size_t end = 0;
      const std::optional<int> next = small(to + 1, end);
      if (!next || *next > 12) return false;
      // 3、5月 are no stretch: a person has to take them one by one.
      point.is_broken = point.is_broken || (is_listed && *next != last.value_or(*first) % 12 + 1);
      is_list = is_list || is_listed;
      last = next;
      to = end;
    }
    if (!begins(to, U"月")) return false;
    // 3月薪 is written 3 月薪 by nobody, but 2个月 has its own reader.
    point.to = to + 1;
    point.month = first;
    point.last_month = last;
    point.is_bad = *first < 1 || *first > 12 || (last && (*last < 1 || *last > 12));
    if (begins(point.to, U"份")) ++point.to;
    std::size_t end = 0;
    const std::optional<int> day = last ? std::nullopt : small(point.to, end);
    if (day && (begins(end, U"日") || begins(end, U"号"))) {
      point.has_day = true;
      point.is_bad = point.is_bad || *day < 1 || *day > 31;
      point.to = end + 1;
    }
    return true;
  }

  // Behind a year: 上半年, 全年.
  void take_part_of_year(Point& point) const {
    struct Word {
      std::u32string_view word;
      int first, last;
    };
    for (const Word& one :
         {Word{U"上半年", 1, 6}, Word{U"下半年", 7, 12}, Word{U"全年", 1, 12}, Word{U"整年", 1, 12},
          Word{U"一整年", 1, 12}, Word{U"一季度", 1, 3}, Word{U"二季度", 4, 6},
          Word{U"三季度", 7, 9}, Word{U"四季度", 10, 12}}) {
      if (!begins(point.to, one.word)) continue;
      point.month = one.first;
      point.last_month = one.last;
      point.to += one.word.size();
      return;
    }
  }

  std::optional<Point> point_at(std::size_t at) const {
    if (std::optional<Point> point = relative(at)) return point;
    if (std::optional<Point> point = written_date(at)) return point;
    Point point;
    std::size_t to = at;
    point.year = year_at(at, to);
    point.to = to;
    if (point.year) {
      take_part_of_year(point);
      if (!point.month) take_months(read_.behind_spaces(begins(to, U"的") ? to + 1 : to), point);
      const int ahead = *point.year - year_of(read_.filed);
      point.is_bad = point.is_bad || *point.year < kFirstYear || ahead > kYearsAhead;
      return point;
    }
    if (take_months(at, point)) return point;
    for (const auto& [word, first] : {std::pair{U"上半年", 1}, std::pair{U"下半年", 7}})
      if (begins(at, word))
        return Point{.to = at + 3, .year = {}, .month = first, .last_month = first + 5};
    return std::nullopt;
  }

  std::optional<Point> now_at(std::size_t at) const {
    for (const std::u32string_view word :
         {U"至今", U"到现在", U"到今天", U"到目前", U"至现在", U"到如今", U"至目前", U"直到现在",
          U"一直到现在", U"以来"})
      if (begins(at, word) && !begins(at + word.size(), U"年")) {
        Point point{.to = at + word.size(),
                    .year = year_of(read_.filed),
                    .month = static_cast<int>(month_of_year(read_.filed))};
        point.is_now = true;
        return point;
      }
    return std::nullopt;
  }

  static Month month_in(int year, int month_of_year) {
    return month(year, static_cast<unsigned>(month_of_year));
  }

  // The latest month of that name that is not after `bound`.
  static Month latest(int month_of_year, Month bound) {
    const Month same_year = month_in(year_of(bound), month_of_year);
    return same_year <= bound ? same_year : same_year - 12;
  }

  // What the points mean together.
  MonthsSaid settled(const Point& first, const std::optional<Point>& last) const {
    MonthsSaid said;
    if (first.is_bad || (last && last->is_bad)) {
      said.degree = Degree::doubtful;
      said.note = "没有这样的月份或日子，请核对";
      return said;
    }
    if (first.is_broken || (last && last->is_broken)) {
      said.degree = Degree::doubtful;
      said.note = "几个月份不相连，请逐个填写";
      return said;
    }
    const Point& end = last ? *last : first;
    const int end_month = end.last_month.value_or(end.month.value_or(12));
    const bool has_year = end.year.has_value();
    Month to = has_year ? month_in(*end.year, end_month) : latest(end_month, read_.filed);
    const int begin_month = first.month.value_or(1);
    Month from = first.year ? month_in(*first.year, begin_month) : latest(begin_month, to);
    if (!has_year && first.year && last) {  // 去年12月到2月
      to = month_in(*first.year, end_month);
      if (to < from) to = to + 12;
    }
    if (!has_year && !first.year) {
      said.degree = Degree::likely;
      said.note = "没有写年份，按来件日以前最近的算";
    } else if (last && (!has_year || !first.year)) {
      said.degree = Degree::likely;
      said.note = "有一头没有写年份，按另一头的年份算";
    }
    said.is_open = end.is_now;
    if (from > to || to - from >= kMonthsMost) {
      said.degree = Degree::doubtful;
      said.note = "起止月份前后颠倒或相隔太久，请核对";
      return said;
    }
    said.first = from;
    said.last = to;
    said.count = to - from + 1;
    if (to > read_.filed) {
      said.degree = Degree::doubtful;
      said.note = "晚于来件的月份，请核对";
    } else if (first.has_day || (last && last->has_day)) {
      said.note = "写的是日子，按所在的月份算";
    } else if (!first.month && !last) {
      said.degree = Degree::likely;
      said.note = "只写了年份，按全年算";
    }
    return said;
  }

  // Whether the sentence around speaks of wages that are missing.
  bool is_of_wages(std::size_t from, std::size_t to) const {
    constexpr std::array<std::u32string_view, 9> kWages{U"工资", U"工钱", U"薪",   U"欠",  U"没发",
                                                        U"未发", U"没给", U"不给", U"没付"};
    const std::u32string_view before = read_.before(from, kAround);
    const std::u32string_view behind = read_.behind(to, kAround);
    return std::ranges::any_of(kWages, [&](std::u32string_view word) {
      return before.find(word) != before.npos || behind.find(word) != behind.npos;
    });
  }

  // 进场, 开工 and the like right behind a point: the day of something else.
  bool is_of_something_else(std::size_t to) const {
    const std::u32string_view behind = read_.clause_behind(to, 6);
    for (const std::u32string_view word : {U"进场", U"入职", U"开工", U"完工", U"竣工", U"签订",
                                           U"退场", U"离职", U"投诉", U"答应", U"承诺"})
      if (const std::size_t found = behind.find(word);
          found != behind.npos && !behind.substr(found).starts_with(U"开工资"))
        return true;
    return false;
  }

  void add(std::size_t from, std::size_t to, MonthsSaid said) {
    said.span = read_.said.span(from, to);
    said.is_of_wages = is_of_wages(from, to) && !is_of_something_else(to);
    read_.take(from, to);
    keep(read_, read_.reading.months, std::move(said));
  }

  // 2025年7月和9月: the year goes for both.
  void take_year_before(std::size_t at, Point& point) const {
    constexpr std::u32string_view kJoints = U"、,，和及与";
    const bool is_joined =
        latest_ && latest_to_ + 1 == at && kJoints.find(text_[latest_to_]) != kJoints.npos;
    if (!is_joined) return;
    const Month same_year = month_in(year_of(*latest_), 1) + (*point.month - 1);
    const Month month = same_year > *latest_ ? same_year : same_year + 12;
    if (month > read_.filed) return;
    point.year = year_of(month);
    point.is_inherited = true;
  }

  // A stretch of months, or one; behind it, or `at`.
  std::size_t stretch_at(std::size_t at) {
    std::optional<Point> first = point_at(at);
    if (!first || !read_.is_free(at, first->to)) return at;
    if (!first->year && first->month) take_year_before(at, *first);
    const bool is_bare_year = first->year && !first->month;
    std::size_t joint = read_.behind_spaces(first->to);
    if (begins(joint, U"起")) ++joint;
    if (begins(joint, U"开始")) joint += 2;
    std::optional<Point> last = now_at(joint);
    if (!last && (begins(joint, U",") || begins(joint, U"，"))) last = now_at(joint + 1);
    if (!last && !first->last_month) {
      for (const std::u32string_view word :
           {U"一直到", U"直到", U"截止到", U"到", U"至", U"-", U"~", U"—"}) {
        if (!begins(joint, word)) continue;
        last = point_at(read_.behind_spaces(joint + word.size()));
        break;
      }
    }
    if (last && !read_.is_free(first->to, last->to)) last.reset();
    // 2025年 alone may be anything: 2025年以来, 2025年的工程.
    const std::size_t to = last ? last->to : first->to;
    MonthsSaid said = settled(*first, last);
    if (first->is_inherited && said.degree == Degree::stated) {
      said.degree = Degree::likely;
      said.note = "没有写年份，按前一个月份的年份算";
    }
    if (is_bare_year && !last && !is_of_wages(at, to)) said.degree = Degree::doubtful;
    latest_ = said.last;
    latest_to_ = to;
    add(at, to, std::move(said));
    return to;
  }

  // 腊月, 正月: which month that is depends on the year; a person asks.
  std::size_t lunar_at(std::size_t at) {
    for (const std::u32string_view word : {U"正月", U"冬月", U"腊月", U"农历", U"阴历"}) {
      if (!begins(at, word)) continue;
      MonthsSaid said{.degree = Degree::doubtful, .note = "像是农历，请问清是公历哪一月"};
      add(at, at + word.size(), std::move(said));
      return at + word.size();
    }
    return at;
  }

  // 三个月, 半年, 一年半: how many, not which.
  std::size_t count_at(std::size_t at) {
    struct Word {
      std::u32string_view word;
      int months;
    };
    MonthsSaid said{.degree = Degree::likely, .note = "只说了几个月，没有说哪几个月"};
    for (const Word& one :
         {Word{U"半年多", 0}, Word{U"大半年", 0}, Word{U"半年", 6}, Word{U"半个月", 0}}) {
      if (!begins(at, one.word)) continue;
      if (one.months > 0) said.count = one.months;
      add(at, at + one.word.size(), std::move(said));
      return at + one.word.size();
    }
    const std::optional<SaidNumber> number = number_at(text_, at);
    if (!number || number->digits > 3) return at;
    const std::optional<std::int64_t> value = whole(*number);
    std::size_t to = number->to;
    std::int64_t months = 0;
    bool is_exact = value.has_value();
    if (begins(to, U"个半月")) {
      is_exact = false;
      to += 3;
    } else if (begins(to, U"个多月")) {
      is_exact = false;
      to += 3;
    } else if (begins(to, U"个月")) {
      months = value.value_or(0);
      to += 2;
    } else if (begins(to, U"年半")) {
      months = value.value_or(0) * 12 + 6;
      to += 2;
    } else if (begins(to, U"年") && number->digits <= 2 && value && *value <= 20 &&
               !begins(to, U"年级")) {
      months = *value * 12;
      to += 1;
    } else {
      return at;
    }
    if (begins(to, U"多")) is_exact = false, ++to;
    // 三年前 and 一个月6000元 tell no time that was worked.
    if (begins(to, U"前") || begins(to, U"后") || begins(to, U"内") || number_at(text_, to))
      return at;
    if (is_exact && months > 0 && months <= kMonthsMost) said.count = static_cast<int>(months);
    add(at, to, std::move(said));
    return to;
  }

  Read& read_;
  std::u32string_view text_;
  std::optional<Month> latest_;  // the last month of the stretch before, which ended there
  std::size_t latest_to_ = 0;
};

}  // namespace

void read_months(Read& read) {
  Months{read}.read();
}

}  // namespace qingxin::intake
