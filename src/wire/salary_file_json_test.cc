// SPDX-License-Identifier: Apache-2.0
#include "wire/salary_file_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

namespace qingxin::wire {

namespace {

namespace json = boost::json;

verify::SalaryFileReport example() {
  using verify::SalaryCheck;
  return {
      .file = "a\"b.SIF",
      .employer_id = "0000000123456",
      .salary_month = month(2016, 1),
      .records = 1,
      .total = Money{650000},
      .answers = {{.check = SalaryCheck::scr_total,
                   .verdict = rules::Verdict::complies,
                   .expected = Money{650000},
                   .found = Money{650000},
                   .lines = {3},
                   .faults = {}},
                  {.check = SalaryCheck::file_name,
                   .verdict = rules::Verdict::not_applicable,
                   .expected = {},
                   .found = std::string("a\"b"),
                   .lines = {},
                   .faults = {}},
                  {.check = SalaryCheck::iban,
                   .verdict = rules::Verdict::violates,
                   .expected = std::int64_t{1},
                   .found = std::int64_t{0},
                   .lines = {1},
                   .faults = {{1, std::int64_t{1}, std::int64_t{74}, "AE160240043520123456701"}}}},
      .violations = 1};
}

std::string printed(bool is_revealed) {
  std::ostringstream out;
  write_salary_file_json(example(), "1.0.0", is_revealed, out);
  return out.str();
}

}  // namespace

TEST(SalaryFileJson, SaysEachCheckOnItsLine) {
  const std::string text = printed(false);
  EXPECT_NE(text.find("\n  {\"check\":\"scr_total\",\"verdict\":\"complies\",\"unit\":\"fils\","
                      "\"expected\":650000,\"found\":650000,\"lines\":[3],\"faults\":[]},\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\"verdict\":\"not_applicable\",\"unit\":\"text\",\"expected\":null,"
                      "\"found\":\"a\\\"b\""),
            std::string::npos)
      << text;
}

TEST(SalaryFileJson, IsJsonWithTheFieldsOfItsContract) {
  const json::object report = json::parse(printed(false)).as_object();
  std::vector<std::string> keys;
  for (const auto& member : report) keys.emplace_back(member.key());
  EXPECT_EQ(keys,
            (std::vector<std::string>{"qingxin", "file", "format", "employer_id", "salary_month",
                                      "records", "total_fils", "checks", "violations"}));
  EXPECT_EQ(report.at("file"), "a\"b.SIF");
  EXPECT_EQ(report.at("format"), "uae-sif");
  EXPECT_EQ(report.at("salary_month"), "2016-01");
  EXPECT_EQ(report.at("total_fils"), 650000);
  EXPECT_EQ(report.at("violations"), 1);
  EXPECT_EQ(report.at("checks").as_array().size(), 3U);
}

TEST(SalaryFileJson, MasksAccountsUnlessRevealed) {
  const std::string account = "AE160240043520123456701";
  EXPECT_EQ(printed(false).find(account), std::string::npos);
  EXPECT_NE(printed(false).find("\"account\":\"A********************01\""), std::string::npos);
  EXPECT_NE(printed(true).find("\"account\":\"" + account + "\""), std::string::npos);
}

}  // namespace qingxin::wire
