// SPDX-License-Identifier: Apache-2.0
#include "wire/verify_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "tests/support/example_report.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

std::string printed(const verify::Report& report, bool is_revealed) {
  law::Law law;
  law.version = "2026-11-22";
  std::ostringstream out;
  write_json(report, law, "1.0.0", is_revealed, out);
  return out.str();
}

json::object parsed(const verify::Report& report) {
  return json::parse(printed(report, false)).as_object();
}

std::vector<std::string> keys_of(const json::object& object) {
  std::vector<std::string> keys;
  for (const auto& member : object) keys.emplace_back(member.key());
  return keys;
}

}  // namespace

TEST(VerifyJson, KeepsTheOrderOfItsContract) {
  const std::vector<std::string> keys = keys_of(parsed(test::example_report()));
  const std::vector<std::string> expected{
      "qingxin",    "law",          "as_of",    "months",   "reporting_month",
      "parameters", "inputs",       "totals",   "projects", "findings",
      "notes",      "unrecognised", "warnings", "rules",    "provisional_deadlines"};
  EXPECT_EQ(keys, expected);
}

TEST(VerifyJson, SaysAFindingWithItsEvidence) {
  const json::object report = parsed(test::example_report());
  const json::object& finding = report.at("findings").as_array().at(0).as_object();
  EXPECT_EQ(finding.at("rule"), "W01");
  EXPECT_EQ(finding.at("verdict"), "violates");
  EXPECT_EQ(finding.at("severity"), "red");
  EXPECT_EQ(finding.at("review"), "unreviewed");
  EXPECT_EQ(finding.at("amount_fen"), 612000);
  EXPECT_EQ(finding.at("since"), "2026-11-14");
  EXPECT_TRUE(finding.at("subject").is_null());
  EXPECT_TRUE(finding.at("missing").is_null());
  const json::object& basis = finding.at("basis").as_array().at(1).as_object();
  EXPECT_EQ(json::serialize(basis),
            R"({"instrument":"gwy-724","article":14,"paragraph":1,"mark":"T"})");
  EXPECT_EQ(finding.at("evidence").as_array().at(0).at("row"), 44);
}

TEST(VerifyJson, NamesWhatIsMissingAndHowToMendIt) {
  const json::object report = parsed(test::example_report());
  const json::object& finding = report.at("findings").as_array().at(3).as_object();
  EXPECT_EQ(finding.at("verdict"), "missing_fact");
  EXPECT_EQ(json::serialize(finding.at("missing")), R"({"table":"payments","column":null})");
  EXPECT_EQ(finding.at("next"), "补齐「代发明细」，即可判定");
  EXPECT_TRUE(finding.at("worker").is_null());
  EXPECT_TRUE(finding.at("amount_fen").is_null());
}

TEST(VerifyJson, SaysNullNotZeroWhereALinkHasNoData) {
  const json::object report = parsed(test::example_report());
  const json::value& chain = report.at("projects").as_array().at(1).at("months").as_array().at(0);
  EXPECT_EQ(chain.at("payroll").at("due_fen"), 17390000);
  EXPECT_TRUE(chain.at("receipt").at("people").is_null());
  EXPECT_TRUE(chain.at("account").at("in_fen").is_null());
}

TEST(VerifyJson, MasksDocumentNumbersUnlessRevealing) {
  const std::string masked = printed(test::example_report(), false);
  EXPECT_EQ(masked.find(test::kWorker), std::string::npos);
  EXPECT_NE(masked.find("\"worker\":\"9***************2X\""), std::string::npos);
  const std::string revealed = printed(test::example_report(), true);
  EXPECT_NE(revealed.find("\"worker\":\"99012319900307002X\""), std::string::npos);
}

TEST(VerifyJson, PutsEachFindingOnItsOwnLine) {
  std::istringstream lines(printed(test::example_report(), false));
  std::string line;
  int findings = 0;
  while (std::getline(lines, line)) {
    if (line.starts_with("  {\"id\":")) ++findings;
  }
  EXPECT_EQ(findings, 4);
}

TEST(VerifyJson, ListsRejectedRowsUnderTheirFile) {
  const json::object report = parsed(test::example_report());
  const json::array& inputs = report.at("inputs").as_array();
  EXPECT_TRUE(inputs.at(0).at("rejected").as_array().empty());
  const json::value& rejected = inputs.at(1).at("rejected").as_array().at(0);
  EXPECT_EQ(rejected.at("row"), 17);
  EXPECT_EQ(rejected.at("column"), "身份证号");
  EXPECT_EQ(json::serialize(inputs.at(1).at("ignored_columns")), R"(["备注","民族"])");
}

TEST(VerifyJson, SurvivesAnyCharacterAndAnEmptyReport) {
  verify::Report report = test::example_report();
  report.findings[0].because = "引号\" 反斜杠\\ 换行\n 制表\t 控制\x01 罕见𠮷";
  EXPECT_EQ(parsed(report).at("findings").as_array().at(0).at("because"),
            json::string_view(report.findings[0].because));
  EXPECT_TRUE(parsed(verify::Report{}).at("reporting_month").is_null());
}

}  // namespace qingxin::wire
