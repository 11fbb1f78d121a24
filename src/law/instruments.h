// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "law/citation.h"

namespace qingxin::law {

// One legal text or technical standard that is cited. Never its sentences.
struct Instrument {
  std::string id;           // "gwy-724"
  std::string title;        // 保障农民工工资支付条例
  std::string short_title;  // what a sentence says: 保障农民工工资支付条例, 专户办法
  std::string number;       // 文号, 国令第724号
  std::string issuer;
  Date in_force_from;
  std::optional<Date> in_force_to;
  int articles = 0;  // the highest article number; 0: no articles
  Date checked_on;   // the day a person last compared it with the official text
};

using Instruments = std::map<std::string, Instrument, std::less<>>;

// "保障农民工工资支付条例 第十四条第一款第（二）项"; the title alone where there are no articles.
std::string in_chinese(const Citation& citation, const Instruments& instruments);

// 1 → 一, 14 → 十四, 106 → 一百零六.
std::string number_in_chinese(int number);

}  // namespace qingxin::law
