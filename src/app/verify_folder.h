// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/stored_data.h"
#include "law/law.h"
#include "verify/report.h"

namespace qingxin::app {

// Where the facts are: in one of the three.
struct FactsPlace {
  std::filesystem::path folder;
  std::filesystem::path book;  // the file of a book that was built of a folder
  std::shared_ptr<StoredData> stored = {};
  access::Principal who = {};  // who asks for stored facts: nobody, to whom nothing is told
};

// What `qingxin verify` was asked.
struct VerifyOrder {
  FactsPlace facts;
  Date as_of;
  std::optional<Month> first_month;  // empty: all months of the folder
  std::optional<Month> last_month;
  std::string region;              // prefix; empty: all
  std::vector<std::string> rules;  // empty: all that are on
  bool run_all_rules = false;      // those 依据待核 too
  int threads = 1;
};

// Called now and then during long work: what is done, how much of how much.
using Progress = std::function<void(std::string_view what, std::int64_t done, std::int64_t total)>;

// Reads the folder or the book and judges it; the report is the same. Errors: usage (an unknown
// rule), unavailable or invalid_input (the folder, a file); the message names file, place, value
// and remedy.
Result<verify::Report> verify_folder(const VerifyOrder& order, const law::Law& law,
                                     const Progress& progress);

// Writes the workbook: 总览 五链 疑点清单 欠薪名册 无法判定 拒收明细.
Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, bool is_revealed);  // sheets written

}  // namespace qingxin::app
