// SPDX-License-Identifier: Apache-2.0
#include "intake/said_number.h"

#include <algorithm>
#include <array>
#include <vector>

#include "intake/said_text.h"

namespace qingxin::intake {

namespace {

constexpr std::int64_t kMost = 1'000'000'000'000 * kMillionths;
constexpr std::size_t kCharactersMost = 40;  // nobody says a longer number

struct HanDigit {
  char32_t point;
  int digit;
};
constexpr std::array kHanDigits{HanDigit{U'零', 0}, HanDigit{U'〇', 0}, HanDigit{U'一', 1},
                                HanDigit{U'二', 2}, HanDigit{U'两', 2}, HanDigit{U'三', 3},
                                HanDigit{U'四', 4}, HanDigit{U'五', 5}, HanDigit{U'六', 6},
                                HanDigit{U'七', 7}, HanDigit{U'八', 8}, HanDigit{U'九', 9},
                                HanDigit{U'壹', 1}, HanDigit{U'贰', 2}, HanDigit{U'叁', 3},
                                HanDigit{U'肆', 4}, HanDigit{U'伍', 5}, HanDigit{U'陆', 6},
                                HanDigit{U'柒', 7}, HanDigit{U'捌', 8}, HanDigit{U'玖', 9}};

struct HanUnit {
  char32_t point;
  int power;
};
constexpr std::array kHanUnits{HanUnit{U'十', 1}, HanUnit{U'拾', 1}, HanUnit{U'百', 2},
                               HanUnit{U'佰', 2}, HanUnit{U'千', 3}, HanUnit{U'仟', 3},
                               HanUnit{U'万', 4}, HanUnit{U'萬', 4}, HanUnit{U'亿', 8}};

std::optional<int> han_digit(char32_t point) {
  for (const HanDigit& one : kHanDigits)
    if (one.point == point) return one.digit;
  return std::nullopt;
}

std::optional<int> han_unit(char32_t point) {
  for (const HanUnit& one : kHanUnits)
    if (one.point == point) return one.power;
  return std::nullopt;
}

std::int64_t power_of_ten(int power) {
  std::int64_t value = 1;
  while (power-- > 0) value *= 10;
  return value;
}

// A piece of a number: what is written in digits, one unit, 几, or 多 before 万.
struct Piece {
  enum class Kind : unsigned char { value, unit, few, more, about } kind = Kind::value;
  std::int64_t least = 0;  // of a value, in millionths
  std::int64_t most = 0;
  int power = 0;   // of a unit
  int digits = 0;  // of a value, zeros before it not among them
  bool is_zero_led = false;
  bool is_string = false;  // digits said one by one
};

class Reader {
 public:
  Reader(std::u32string_view text, std::size_t from) : text_(text), at_(from) {}

  std::optional<SaidNumber> read() {
    while (at_ < text_.size() && take_piece()) {
    }
    if (is_refused_ || pieces_.empty()) return std::nullopt;
    number_.to = at_;
    if (!evaluate()) return std::nullopt;
    take_suffix();
    return number_;
  }

 private:
  char32_t point(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }
  bool last_is(Piece::Kind kind) const { return !pieces_.empty() && pieces_.back().kind == kind; }

  bool refuse() {
    is_refused_ = true;
    return false;
  }

  bool take_piece() {
    const char32_t first = text_[at_];
    if (is_ascii_digit(first)) return last_is(Piece::Kind::value) ? false : take_arabic();
    if (han_digit(first)) return last_is(Piece::Kind::value) ? false : take_han();
    if (const std::optional<int> power = han_unit(first)) return take_unit(*power, 1);
    const bool is_letter_unit = (first == U'w' || first == U'k') && last_is(Piece::Kind::value) &&
                                !is_ascii_letter(point(at_ + 1));
    if (is_letter_unit) return take_unit(first == U'w' ? 4 : 3, 1);
    if (first == U'几' || first == U'数') return take_few();
    const bool is_before_large = point(at_ + 1) == U'万' || point(at_ + 1) == U'亿';
    if (!pieces_.empty() && is_before_large &&
        (first == U'多' || first == U'余' || first == U'来')) {
      pieces_.push_back({.kind = first == U'来' ? Piece::Kind::about : Piece::Kind::more});
      ++at_;
      return true;
    }
    return false;
  }

  bool take_unit(int power, std::size_t length) {
    pieces_.push_back({.kind = Piece::Kind::unit, .power = power});
    number_.has_unit = true;
    number_.unit_power = power;
    at_ += length;
    return true;
  }

  bool take_few() {
    const bool is_after_ten = last_is(Piece::Kind::unit);
    const bool is_before_unit = han_unit(point(at_ + 1)).has_value();
    if (text_[at_] == U'数' && !is_before_unit) return false;
    if (!is_after_ten && !is_before_unit && !pieces_.empty()) return false;
    pieces_.push_back({.kind = Piece::Kind::few, .least = kMillionths, .most = 9 * kMillionths});
    ++at_;
    return true;
  }

  bool take_arabic() {
    Piece piece;
    const std::size_t from = at_;
    std::size_t in_group = 0;
    bool has_comma = false;
    while (is_ascii_digit(point(at_))) {
      if (++piece.digits > 12) return at_ = behind_number(text_, from), refuse();
      piece.least = piece.least * 10 + (text_[at_++] - U'0');
      ++in_group;
      const bool is_grouped = point(at_) == U',' && is_ascii_digit(point(at_ + 1)) &&
                              is_ascii_digit(point(at_ + 2)) && is_ascii_digit(point(at_ + 3)) &&
                              !is_ascii_digit(point(at_ + 4)) &&
                              (has_comma ? in_group == 3 : in_group <= 3);
      if (!is_grouped) continue;
      has_comma = true;
      in_group = 0;
      ++at_;
    }
    piece.is_zero_led = text_[from] == U'0' && piece.digits > 1;
    piece.least *= kMillionths;
    number_.is_plain_digits = pieces_.empty() && !has_comma;
    if (point(at_) == U'.' && is_ascii_digit(point(at_ + 1))) {
      number_.is_plain_digits = false;
      ++at_;
      std::int64_t place = kMillionths;
      while (is_ascii_digit(point(at_))) {
        if (place == 1) return at_ = behind_number(text_, from), refuse();
        place /= 10;
        piece.least += place * (text_[at_++] - U'0');
      }
      if (point(at_) == U'.' && is_ascii_digit(point(at_ + 1)))
        return at_ = behind_number(text_, from), refuse();
    }
    piece.most = piece.least;
    number_.digits += piece.digits;
    pieces_.push_back(piece);
    return true;
  }

  bool take_han() {
    std::vector<int> digits;
    while (const std::optional<int> digit = han_digit(point(at_))) {
      if (digits.size() >= kCharactersMost) return at_ = behind_number(text_, at_), refuse();
      digits.push_back(*digit);
      ++at_;
    }
    Piece piece;
    piece.is_zero_led = digits.front() == 0 && digits.size() > 1;
    std::size_t first = 0;
    while (first + 1 < digits.size() && digits[first] == 0) ++first;
    const std::size_t count = digits.size() - first;
    const bool is_after_unit = last_is(Piece::Kind::unit);
    const bool is_span = count == 2 && !piece.is_zero_led &&
                         (digits[1] == digits[0] + 1 || (digits[0] == 3 && digits[1] == 5)) &&
                         digits[0] > 0;
    piece.digits = static_cast<int>(count);
    if (count == 1) {
      piece.least = piece.most = digits[first] * kMillionths;
    } else if (is_span) {
      piece.least = digits[0] * kMillionths;
      piece.most = digits[1] * kMillionths;
      piece.digits = 1;
    } else {
      if (is_after_unit || count > 12) return refuse();
      piece.is_string = true;
      for (std::size_t i = first; i < digits.size(); ++i)
        piece.least = piece.least * 10 + digits[i];
      piece.least = piece.most = piece.least * kMillionths;
    }
    number_.digits += static_cast<int>(count);
    pieces_.push_back(piece);
    return true;
  }

  // The value of the pieces, of the smaller or the larger end of each.
  std::optional<std::int64_t> value(std::int64_t Piece::*end) const {
    std::int64_t total = 0;    // of 亿
    std::int64_t section = 0;  // below the last 万 or 亿
    const Piece* open = nullptr;
    int last_power = 0;
    int floor_power = 99;  // units of a section fall
    for (const Piece& piece : pieces_) {
      if (piece.kind == Piece::Kind::more || piece.kind == Piece::Kind::about) continue;
      if (piece.kind != Piece::Kind::unit) {
        open = &piece;
        continue;
      }
      const bool is_large = piece.power >= 4;
      if (!is_large && piece.power >= floor_power) return std::nullopt;
      std::int64_t times = open != nullptr ? open->*end : 0;
      if (open != nullptr && open->is_string && !is_large) return std::nullopt;
      if (is_large) times += section;
      if (times == 0) times = kMillionths;  // 十, 百
      std::int64_t product = 0;
      if (__builtin_mul_overflow(times, power_of_ten(piece.power), &product)) return std::nullopt;
      if (is_large) {
        total = piece.power == 8 ? (total + product) : total + product;
        section = 0;
        floor_power = piece.power == 8 ? 99 : 4;
      } else {
        section += product;
        floor_power = piece.power;
      }
      if (total >= kMost || section >= kMost) return std::nullopt;
      last_power = piece.power;
      open = nullptr;
    }
    if (open != nullptr) {
      const bool is_tail = last_power >= 2 && open->digits == 1 && !open->is_zero_led &&
                           open->*end % kMillionths == 0 && open->kind == Piece::Kind::value;
      std::int64_t rest = open->*end;
      if (last_power > 0 && rest >= power_of_ten(last_power) * kMillionths) return std::nullopt;
      if (is_tail) rest *= power_of_ten(last_power - 1);
      section += rest;
    }
    if (total + section >= kMost) return std::nullopt;
    return total + section;
  }

  bool evaluate() {
    const Piece& first = pieces_.front();
    if (first.kind == Piece::Kind::few) {
      number_.exactness = Exactness::vague;
      return true;
    }
    if (first.kind == Piece::Kind::unit && first.power >= 4) return false;
    const std::optional<std::int64_t> least = value(&Piece::least);
    const std::optional<std::int64_t> most = value(&Piece::most);
    if (!least || !most) return false;
    number_.least = *least;
    number_.most = *most;
    if (*least != *most) number_.exactness = Exactness::about;
    for (const Piece& piece : pieces_) {
      if (piece.kind == Piece::Kind::more) number_.exactness = Exactness::at_least;
      if (piece.kind == Piece::Kind::about) number_.exactness = Exactness::about;
    }
    return true;
  }

  // 3000多元, 30余人, 20来个.
  void take_suffix() {
    const char32_t next = point(number_.to);
    constexpr std::u32string_view kBehindCome = U"人名个元块位万天";
    if (next == U'多' || next == U'余') {
      if (number_.exactness == Exactness::exact) number_.exactness = Exactness::at_least;
      ++number_.to;
    } else if (next == U'来' && kBehindCome.find(point(number_.to + 1)) != kBehindCome.npos) {
      if (number_.exactness == Exactness::exact) number_.exactness = Exactness::about;
      ++number_.to;
    }
  }

  std::u32string_view text_;
  std::size_t at_;
  std::vector<Piece> pieces_;
  SaidNumber number_;
  bool is_refused_ = false;
};

}  // namespace

std::string_view name_of(Exactness one) {
  switch (one) {
    case Exactness::exact: return "exact";
    case Exactness::about: return "about";
    case Exactness::range: return "range";
    case Exactness::at_least: return "at_least";
    case Exactness::at_most: return "at_most";
    case Exactness::vague: return "vague";
  }
  return "";
}

std::size_t behind_number(std::u32string_view text, std::size_t from) {
  const auto may_stand = [&](std::size_t at) {
    const char32_t point = text[at];
    if (is_ascii_digit(point) || han_digit(point) || han_unit(point)) return true;
    const bool is_between = at > from && at + 1 < text.size() && is_ascii_digit(text[at + 1]);
    return is_between && (point == U',' || point == U'.');
  };
  std::size_t at = from;
  while (at < text.size() && may_stand(at)) ++at;
  return at;
}

std::optional<SaidNumber> number_at(std::u32string_view text, std::size_t from) {
  if (from >= text.size()) return std::nullopt;
  const char32_t first = text[from];
  const bool may_begin = is_ascii_digit(first) || han_digit(first) || han_unit(first) ||
                         first == U'几' || first == U'数';
  if (!may_begin) return std::nullopt;
  if (behind_number(text, from) - from > kCharactersMost) return std::nullopt;
  return Reader{text, from}.read();
}

std::optional<std::int64_t> whole(const SaidNumber& number) {
  if (number.exactness != Exactness::exact || number.least % kMillionths != 0) return std::nullopt;
  return number.least / kMillionths;
}

}  // namespace qingxin::intake
