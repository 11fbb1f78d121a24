// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "casework/dossier.h"
#include "oversight/record.h"

// Exposure 社会公布 of what a firm did: 重大劳动保障违法行为社会公布办法（人社部令29号）. Only what
// was investigated and decided is told, of the firm alone, and only for a time.
namespace qingxin::oversight {

// The seven categories, told by Field::subject. What is 数额较大 and 情节严重 the decision says.
inline constexpr std::array<std::string_view, 7> kExposureCategories{
    "克扣、无故拖欠劳动报酬，数额较大",
    "拒不支付劳动报酬，依法移送司法机关",
    "社会保险违法，情节严重",
    "工作时间和休息休假违法，情节严重",
    "女职工和未成年工特殊劳动保护违法，情节严重",
    "使用童工",
    "造成严重不良社会影响或者其他重大违法"};

// Whether the case was investigated and a decision against the firm stands: that of the
// investigation, or a penalty. Error (conflict): says what is missing.
Result<void> check_decided(const casework::Dossier& dossier);

// What a publication says: the category, the whole name, credit code, address and head of the firm,
// what it did, what was decided. Error (invalid_input): all that is missing.
Result<void> check_exposure_content(const Values& values);
// Texts of it that anybody will read.
inline constexpr std::array kExposureTexts{Field::name,    Field::subject,     Field::firm,
                                           Field::address, Field::leader_name, Field::content,
                                           Field::result,  Field::basis,       Field::reason};

// How often a body publishes: a county or city every quarter, a province or the ministry every half
// year; it may at any time. Both days in it.
struct ExposurePeriod {
  Date from, until;
  std::string name;  // "2026 年第四季度", "2026 年下半年"

  friend bool operator==(const ExposurePeriod&, const ExposurePeriod&) = default;
};
ExposurePeriod exposure_period(std::string_view region_code, Date day);

// An objection of whom it names, and whether it was dealt with.
struct Objection {
  Date day;
  std::string reason;
  std::optional<Date> answered;

  friend bool operator==(const Objection&, const Objection&) = default;
};
std::vector<Objection> objections_of(const Record& exposure);

// It is published, and the day has come on which it is taken down.
bool is_to_be_taken_down(const Record& exposure, Date today);

}  // namespace qingxin::oversight
