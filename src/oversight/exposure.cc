// SPDX-License-Identifier: Apache-2.0
#include "oversight/exposure.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "oversight/record_life.h"

namespace qingxin::oversight {

namespace {

constexpr std::array kNeeded{Field::subject, Field::firm,        Field::firm_code,
                             Field::address, Field::leader_name, Field::content,
                             Field::result,  Field::case_number};

tl::unexpected<Error> not_decided(std::string_view why) {
  return fail(ErrorCode::conflict,
              fmt::format("这个案件{}，不能公布；只公布已经查处并作出处理决定的", why));
}

// The last decision of the investigation; null: there is none.
const casework::Event* last_decision(const casework::Dossier& dossier) {
  for (const casework::Event& event : dossier.events | std::views::reverse)
    if (event.step == casework::Step::decided) return &event;
  return nullptr;
}

constexpr std::size_t kProvinceDigits = 2;

}  // namespace

Result<void> check_decided(const casework::Dossier& dossier) {
  using casework::State;
  if (casework::has_any_in(dossier, State::penalty_decided) ||
      casework::has_any_in(dossier, State::penalty_served) ||
      casework::has_any_in(dossier, State::penalty_paid))
    return {};
  const std::optional<State> handling = casework::state_of(dossier, casework::Strand::handling);
  if (handling == State::revoked) return not_decided("已经撤销立案");
  if (handling != State::decided && handling != State::served)
    return not_decided("还没有作出处理决定");
  const casework::Event* const decision = last_decision(dossier);
  if (decision == nullptr || !decision->outcome) return not_decided("没有写明作出了什么决定");
  if (*decision->outcome == casework::Outcome::no_finding) return not_decided("没有查到违法");
  return {};
}

Result<void> check_exposure_content(const Values& values) {
  std::string missing;
  for (const Field field : kNeeded)
    if (text_of(values, field).empty())
      missing += fmt::format("{}{}", missing.empty() ? "" : "、", words_of(field).chinese);
  if (!missing.empty())
    return fail(ErrorCode::invalid_input, fmt::format("公布还要写明：{}", missing));
  const std::string_view category = text_of(values, Field::subject);
  if (std::ranges::find(kExposureCategories, category) != kExposureCategories.end()) return {};
  std::string all;
  for (const std::string_view one : kExposureCategories)
    all += fmt::format("{}「{}」", all.empty() ? "" : "、", one);
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」写的是「{}」，应是公布办法的七类之一：{}",
                          words_of(Field::subject).chinese, category, all));
}

ExposurePeriod exposure_period(std::string_view region_code, Date day) {
  const int year = year_of(day);
  const unsigned now = month_of_year(month_of(day));
  std::string prefix{region_code};
  while (prefix.size() > kProvinceDigits && prefix.ends_with("00"))
    prefix.resize(prefix.size() - 2);
  if (prefix.size() <= kProvinceDigits) {
    const unsigned first = now <= 6 ? 1 : 7;
    return {first_day(month(year, first)), last_day(month(year, first + 5)),
            fmt::format("{} 年{}", year, first == 1 ? "上半年" : "下半年")};
  }
  constexpr std::array<std::string_view, 4> kQuarters{"一", "二", "三", "四"};
  const unsigned quarter = (now - 1) / 3;
  return {first_day(month(year, quarter * 3 + 1)), last_day(month(year, quarter * 3 + 3)),
          fmt::format("{} 年第{}季度", year, kQuarters[quarter])};
}

std::vector<Objection> objections_of(const Record& exposure) {
  std::vector<Objection> objections;
  for (const RecordEvent& event : exposure.events) {
    if (event.step == RecordStep::noted)
      objections.push_back({day_of(event.values, Field::day).value_or(china_day(event.at)),
                            std::string{text_of(event.values, Field::reason)}, std::nullopt});
    const bool answers = event.step == RecordStep::resulted || event.step == RecordStep::taken_down;
    if (!answers) continue;
    for (Objection& one : objections)
      if (!one.answered) one.answered = china_day(event.at);
  }
  return objections;
}

bool is_to_be_taken_down(const Record& exposure, Date today) {
  if (exposure.state != RecordState::published) return false;
  const std::optional<Date> last = day_of(exposure.values, Field::take_down);
  return last && *last <= today;
}

}  // namespace qingxin::oversight
