// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/deadline_text.h"
#include "cli/progress_bar.h"

namespace qingxin::cli {

namespace {

class CommandLine : public testing::Test {
 protected:
  Result<Command> parsed(const std::vector<std::string>& arguments) {
    return parse(arguments, machine_);
  }

  VerifyCommand verify(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"verify", "平川"});
    const Result<Command> command = parsed(arguments);
    EXPECT_TRUE(command) << command.error().message;
    return std::get<VerifyCommand>(*command);
  }

  std::string refusal(const std::vector<std::string>& arguments) {
    const Result<Command> command = parsed(arguments);
    if (command) return "not refused";
    EXPECT_EQ(command.error().code, ErrorCode::usage);
    return command.error().message;
  }

  std::string refusal_of_verify(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"verify", "平川"});
    return refusal(arguments);
  }

  std::chrono::milliseconds now_{0};
  std::ostringstream out_, err_;
  Machine machine_{.version = "1.0.0",
                   .today = date(2026, 11, 22),
                   .processors = 3,
                   .is_out_a_terminal = false,
                   .is_err_a_terminal = true,
                   .wants_no_colour = false,
                   .elapsed = [this] { return now_; },
                   .out = out_,
                   .err = err_};
};

std::string told(const DeadlineCommand& command) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  EXPECT_TRUE(law);
  std::ostringstream out;
  print_deadline(command, law->calendar, out);
  return out.str();
}

DeadlineCommand term(Date from, Term term, int length) {
  DeadlineCommand command;
  command.from = from;
  command.term = term;
  command.length = length;
  return command;
}

}  // namespace

TEST_F(CommandLine, TakesTodayAndAllProcessorsWhenNothingElseIsSaid) {
  const VerifyCommand command = verify({});
  EXPECT_EQ(command.order.facts.folder, "平川");
  EXPECT_EQ(command.order.as_of, date(2026, 11, 22));
  EXPECT_EQ(command.order.threads, 3);
  EXPECT_FALSE(command.order.first_month);
  EXPECT_FALSE(command.is_revealed);
}

TEST_F(CommandLine, UnderstandsEveryOptionOfVerify) {
  const VerifyCommand command =
      verify({"--months", "2026-01..2026-10", "--as-of", "2026-11-20", "--region", "130100",
              "--json", "-", "--xlsx", "结果.xlsx", "--rules", "w01,W02", "--threads", "2",
              "--all-rules", "--reveal", "--marked", "标记"});
  EXPECT_EQ(command.order.first_month, month(2026, 1));
  EXPECT_EQ(command.order.last_month, month(2026, 10));
  EXPECT_EQ(command.order.as_of, date(2026, 11, 20));
  EXPECT_EQ(command.order.region, "1301");
  EXPECT_EQ(command.json_file, "-");
  EXPECT_EQ(command.workbook, "结果.xlsx");
  EXPECT_EQ(command.marked_folder, "标记");
  EXPECT_EQ(command.order.rules, (std::vector<std::string>{"W01", "W02"}));
  EXPECT_EQ(command.order.threads, 2);
  EXPECT_TRUE(command.order.run_all_rules);
  EXPECT_TRUE(command.is_revealed);
}

TEST_F(CommandLine, RefusesWithTheRemedy) {
  EXPECT_EQ(refusal({}), "缺少命令。写 qingxin --help 看可用的命令");
  EXPECT_EQ(refusal({"verify"}),
            "缺少 文件夹（或 --book 账册）。写 qingxin verify --help 看可用的选项");
  EXPECT_EQ(refusal({"verfy", "平川"}), "不认识「verfy 平川」。写 qingxin --help 看可用的命令");
  EXPECT_EQ(refusal_of_verify({"--mont", "2026-10"}),
            "不认识「--mont 2026-10」。写 qingxin verify --help 看可用的选项");
  EXPECT_EQ(refusal_of_verify({"--json"}),
            "选项 --json 要正好一个值。写 qingxin verify --help 看可用的选项");
  EXPECT_EQ(refusal_of_verify({"--month", "2026-10", "--months", "2026-01..2026-10"}),
            "--month 和 --months 只能写一个：一个月用 --month，一段用 --months");
  EXPECT_EQ(refusal_of_verify({"--months", "2026-10..2026-01"}),
            "--months 的值「2026-10..2026-01」前后颠倒，请写成 2026-01..2026-10");
  EXPECT_EQ(refusal_of_verify({"--as-of", "2026-02-30"}),
            "--as-of 的值「2026-02-30」不是日期，请写成 2026-11-22");
  EXPECT_EQ(refusal_of_verify({"--threads", "0"}),
            "--threads 的值「0」不对，请写 1 到 1024 的整数");
  EXPECT_EQ(refusal_of_verify({"--threads", "-1"}),
            "--threads 的值「-1」不对，请写 1 到 1024 的整数");
  EXPECT_EQ(refusal_of_verify({"--rules", "W01,"}), "--rules 末尾多了一个逗号，请写成 W01,W02");
  EXPECT_EQ(refusal_of_verify({"--json", "a", "--xlsx", "a"}),
            "--json 和 --xlsx 写的是同一个文件「a」，请写成两个文件名");
  EXPECT_EQ(refusal({"law", "deadline", "--from", "2026-02-12"}),
            "--working-days、--days、--months、--pay-date 要写且只写一个");
}

TEST_F(CommandLine, ExplainsEveryOptionInItsHelp) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> options{
      {"verify",
       {"--month", "--months", "--as-of", "--region", "--reveal", "--pack", "--json", "--xlsx",
        "--marked", "--rules", "--all-rules", "--threads", "--law"}},
      {"sample",
       {"--seed", "--projects", "--months", "--plain", "--attendance", "--clean", "--law"}}};
  for (const auto& [name, names] : options) {
    const Result<Command> help = parsed({name, "--help"});
    ASSERT_TRUE(help);
    for (const std::string& option : names)
      EXPECT_NE(std::get<HelpCommand>(*help).text.find(option), std::string::npos) << option;
  }
}

TEST_F(CommandLine, KnowsASalaryFileByItsName) {
  EXPECT_TRUE(std::holds_alternative<SalaryFileCommand>(*parsed({"verify", "A.SIF"})));
  EXPECT_TRUE(std::holds_alternative<SalaryFileCommand>(*parsed({"verify", "a.sif"})));
  EXPECT_TRUE(std::holds_alternative<VerifyCommand>(*parsed({"verify", "sif"})));
  EXPECT_EQ(refusal({"verify", "a.sif", "--month", "2026-10"}),
            "SIF 文件用不上 --month，请去掉；可用的是 --json 和 --reveal");
}

TEST_F(CommandLine, DrawsItsBarOnlyAfterASecondAndErasesIt) {
  {
    ProgressBar bar(machine_);
    now_ = std::chrono::milliseconds{900};
    bar.show("考勤.csv", 1, 4);
    EXPECT_EQ(err_.str(), "");
    now_ = std::chrono::milliseconds{1200};
    bar.show("考勤.csv", 1, 4);
    EXPECT_EQ(err_.str(), "\r\x1b[K 25% ######..................  考勤.csv");
  }
  EXPECT_TRUE(err_.str().ends_with("\r\x1b[K"));
}

TEST(DeadlineText, CountsWorkingDaysAcrossTheSpringFestival) {
  const std::string text = told(term(date(2026, 2, 12), Term::working_days, 3));
  EXPECT_TRUE(text.starts_with("2026-02-24 firm\n")) << text;
  EXPECT_NE(text.find("不计"), std::string::npos);
}

TEST(DeadlineText, MovesAWageDayBackAndSaysOverWhat) {
  EXPECT_EQ(told(term(date(2026, 11, 15), Term::pay_date, 0)),
            "2026-11-13 firm\n"
            "约定 2026-11-15（周日） 发薪，最迟 2026-11-13（周五）\n"
            "  2026-11-14 至 2026-11-15   2 日  不计  周末\n");
}

TEST(DeadlineText, SaysWhichYearIsNotPublished) {
  const std::string text = told(term(date(2026, 12, 31), Term::working_days, 5));
  EXPECT_NE(text.find(" provisional\n"), std::string::npos);
  EXPECT_NE(text.find("暂定：2027 年"), std::string::npos);
}

}  // namespace qingxin::cli
