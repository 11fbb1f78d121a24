// SPDX-License-Identifier: Apache-2.0
#include "feeds/pieces.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "feeds/charset.h"

namespace qingxin::feeds {
namespace {

using book::Table;

constexpr unsigned kSeed = 20261122;

Intake county() {
  Intake intake;
  intake.facts.files = {{"项目.csv", Table::projects, 0, 0, {}},
                        {"表.csv", Table::payments, 0, 0, {}}};
  CsvReader rows("项目编号,项目名称,行政区划代码,总包单位\nP1,桥,990123,甲\nP2,路,990123,乙\n", "");
  Layout best;
  const auto header = find_header(rows, Table::projects, {}, best);
  AnswerStyles styles{};
  (void)read_rows(rows, **header, intake, styles, 0);
  intake.index_projects();
  return intake;
}

// A file of several pieces: people and texts come again, some rows cannot be used, some are blank.
std::string payments() {
  std::mt19937 random(kSeed);
  std::string text = "项目编号,工资月份,身份证号,收款人,收款账号,金额,日期,状态,流水号\n";
  for (int i = 0; i < 90000; ++i) {
    const auto draw = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
    if (draw(500) == 0) text += draw(2) == 0 ? ",,,,,,,,\n" : "\n";
    text += fmt::format(
        "P{},2026-05,99012319900101{:04},工人{},62990300{:06},{}.00,2026-06-{:02},{},S{}\n",
        draw(100) == 0 ? 3 : 1 + draw(2), draw(3000), draw(2000), draw(4000), draw(9000),
        1 + draw(draw(50) == 0 ? 40 : 30), draw(200) == 0 ? "没有" : "成功", draw(1000000));
  }
  return text;
}

struct Outcome {
  book::Facts facts;
  RowsRead read;
};

// By so many threads; by 0: from top to bottom, in one go.
Outcome read_by(int threads, std::string_view text) {
  Intake intake = county();
  CsvReader rows(text, "表.csv");
  Layout best;
  const auto header = find_header(rows, Table::payments, {}, best);
  AnswerStyles styles{};
  RowsRead read;
  if (threads == 0) {
    read = *read_rows(rows, **header, intake, styles, 1);
  } else {
    const std::optional<Lines> lines = rows.take_plain_lines();
    read = read_in_pieces(*lines, **header, intake, styles, 1, threads, [](std::string_view) {});
  }
  return {std::move(intake.facts), std::move(read)};
}

std::vector<std::string_view> all(const book::Strings& strings) {
  std::vector<std::string_view> list;
  for (std::size_t i = 0; i < strings.size(); ++i)
    list.push_back(strings[static_cast<book::TextId>(i)]);
  return list;
}

TEST(Pieces, SayWhatTheFileSaysWhateverTheNumberOfThreads) {
  const std::string text = payments();
  const Outcome whole = read_by(0, text);
  ASSERT_GT(whole.facts.payments.size(), 80000U);
  ASSERT_GT(whole.facts.rejected.size(), 500U);
  for (const int threads : {1, 2, 3, 8}) {
    const Outcome pieces = read_by(threads, text);
    EXPECT_EQ(pieces.read.rows, whole.read.rows);
    EXPECT_EQ(pieces.read.used, whole.read.used);
    EXPECT_EQ(all(pieces.facts.texts), all(whole.facts.texts));
    EXPECT_EQ(all(pieces.facts.identities), all(whole.facts.identities));
    const auto same_payment = [](const book::Payment& a, const book::Payment& b) {
      return a.project == b.project && a.worker == b.worker && a.month == b.month &&
             a.date == b.date && a.amount == b.amount && a.payee == b.payee &&
             a.payee_account == b.payee_account && a.serial == b.serial && a.status == b.status &&
             a.source == b.source;
    };
    EXPECT_TRUE(std::ranges::equal(pieces.facts.payments, whole.facts.payments, same_payment));
    const auto same_rejected = [](const book::RejectedRow& a, const book::RejectedRow& b) {
      return a.source == b.source && a.column == b.column && a.value == b.value &&
             a.reason == b.reason && a.project == b.project && a.month == b.month &&
             a.worker == b.worker && a.date == b.date &&
             a.names_unknown_project == b.names_unknown_project;
    };
    EXPECT_TRUE(std::ranges::equal(pieces.facts.rejected, whole.facts.rejected, same_rejected));
  }
}

// What decode() says of a file does not depend on where in it a fault stands, nor on the threads.
TEST(Charset, SeesAFaultWhereverItStands) {
  std::string text;
  while (text.size() < (std::size_t{9} << 20)) text += "项目P1,人脸,8,2026-05-06\n";
  const Result<Decoded> plain = decode(text, "f", 2);
  ASSERT_TRUE(plain.has_value());
  EXPECT_FALSE(plain->has_quotes);
  EXPECT_EQ(plain->text.data(), text.data());
  std::mt19937 random(kSeed);
  for (int round = 0; round < 12; ++round) {
    const std::size_t at = round == 0   ? 0
                           : round == 1 ? text.size() - 1
                                        : static_cast<std::size_t>(random()) % text.size();
    for (const int threads : {1, 2, 3}) {
      std::string spoilt = text;
      spoilt[at] = '\0';
      EXPECT_FALSE(decode(spoilt, "f", threads).has_value()) << at;
      spoilt[at] = '\xFF';
      EXPECT_FALSE(decode(spoilt, "f", threads).has_value()) << at;
    }
    std::string quoted = text;
    const std::size_t line = quoted.find('\n', at == text.size() - 1 ? at - 100 : at);
    quoted[line - 1] = '"';
    EXPECT_TRUE(decode(quoted, "f", 2)->has_quotes) << at;
  }
}

}  // namespace
}  // namespace qingxin::feeds
