// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "store/papers.h"
#include "tests/support/dossier_contract.h"

// What the store of papers promises, on every engine:
// INSTANTIATE_TEST_SUITE_P(…, PaperContract, …).
namespace qingxin::store {

class PaperContract : public DossierContract {
 protected:
  using Kind = casework::PaperKind;

  void SetUp() override {
    DossierContract::SetUp();
    papers_ = &store_->papers();
    put_case(10);
    event_key_ = whole(10).dossier.events.back().key;
  }

  // Each kind has a prefix of its own.
  NewPaper order(std::int64_t id, Kind kind = Kind::payment_order) const {
    return {.id = PaperId{id},
            .client_key = "文书" + std::to_string(id),
            .dossier = DossierId{10},
            .event_key = event_key_,
            .kind = kind,
            .unit = UnitId{1},
            .day = date(2026, 3, 9),
            .prefix = kind == Kind::payment_order ? "平人社监字" : "平人社拒字",
            .asked = "责令支付宏远",
            .write = [](const std::string& number) -> Result<PaperForms> {
              return PaperForms{.docx = std::string("PK\0周建国 ", 13) + number,
                                .page = "<p>" + number,
                                .addressee = "河北宏远劳务有限公司",
                                .title = "责令支付书"};
            }};
  }
  std::string issued(const NewPaper& paper) {
    const Result<PaperIssued> done = papers_->issue_paper(paper);
    return done ? done->paper.number : done.error().message;
  }
  static casework::Service served() {
    return {.way = casework::ServiceWay::posting,
            .at = kNow,
            .place = "清水湾工地门口",
            .received_by = {},
            .officers = {"王一", "赵二"},
            .refusal = "门卫周建国拒收",
            .witness = "居委会孙某",
            .document = {},
            .photos = {"照片1", "照片2"}};
  }

  PaperStore* papers_ = nullptr;
  std::string event_key_;
};

TEST_P(PaperContract, NumbersThemByBodyYearAndKindWithoutAGap) {
  EXPECT_EQ(issued(order(1)), "平人社监字〔2026〕1号");
  EXPECT_EQ(issued(order(2)), "平人社监字〔2026〕2号");
  EXPECT_EQ(issued(order(3, Kind::refusal)), "平人社拒字〔2026〕1号");
  NewPaper other = order(4);
  other.day = date(2027, 1, 1);
  EXPECT_EQ(issued(other), "平人社监字〔2027〕1号");
  other = order(5);
  other.unit = UnitId{2};
  other.prefix = "安建";
  EXPECT_EQ(issued(other), "安建〔2026〕1号");
  // What could not be written takes no number.
  other = order(6);
  other.write = [](const std::string&) -> Result<PaperForms> {
    return fail(ErrorCode::invalid_input, "责令支付书缺「期限」");
  };
  EXPECT_EQ(issued(other), "责令支付书缺「期限」");
  EXPECT_EQ(issued(order(7)), "平人社监字〔2026〕3号");
  std::vector<std::int64_t> ids;
  const auto newest = papers_->papers_before(UnitId{1}, {}, 3);
  for (const KeptPaper& paper : *newest) ids.push_back(number(paper.id));
  EXPECT_EQ(ids, (std::vector<std::int64_t>{7, 4, 3}));
  EXPECT_EQ(papers_->papers_of(DossierId{10})->size(), 6U);
}

TEST_P(PaperContract, KeepsThemAsIssuedAndSealed) {
  const Result<PaperIssued> first = papers_->issue_paper(order(1));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->kept, Kept::now);
  const KeptPaper kept = first->paper;
  EXPECT_EQ(kept.addressee, "河北宏远劳务有限公司");
  EXPECT_EQ(kept.event_no, 6);
  const Result<PaperForms> forms = papers_->paper_forms(PaperId{1});
  ASSERT_TRUE(forms) << forms.error().message;
  EXPECT_EQ(*forms, *order(1).write("平人社监字〔2026〕1号"));
  EXPECT_EQ(kept.digest, hex(sm3(forms->docx)));
  // A repeat is harmless, another paper under its key is not.
  const Result<PaperIssued> again = papers_->issue_paper(order(1));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kept, Kept::already);
  EXPECT_EQ(again->paper.number, kept.number);
  NewPaper other = order(2);
  other.client_key = order(1).client_key;
  other.kind = Kind::refusal;
  EXPECT_EQ(papers_->issue_paper(other).error().code, ErrorCode::conflict);
  // Nor is one that says anything else.
  other = order(2);
  other.client_key = order(1).client_key;
  other.asked = "责令支付别家";
  const Result<PaperIssued> refused = papers_->issue_paper(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("文书1"), std::string::npos) << refused.error().message;
  EXPECT_EQ(issued(order(3)), "平人社监字〔2026〕2号");
  const std::string all = dump();
  EXPECT_EQ(all.find("周建国"), std::string::npos);
  EXPECT_EQ(all.find("宏远"), std::string::npos);
}

TEST_P(PaperContract, LetsNoTwoPapersBearOneNumber) {
  EXPECT_EQ(issued(order(1)), "平人社监字〔2026〕1号");
  NewPaper other = order(2, Kind::refusal);
  other.prefix = " 平人社监字";
  EXPECT_EQ(issued(other),
            "机关代字「平人社监字」今年已经用在责令支付书上，再用在不予受理告知书上文号会重；"
            "请给它另一个机关代字");
  EXPECT_EQ(papers_->issue_paper(other).error().code, ErrorCode::conflict);
  // Another body counts for itself, another year anew; a longer prefix is another one.
  other.unit = UnitId{2};
  EXPECT_EQ(issued(other), "平人社监字〔2026〕1号");
  other = order(3, Kind::refusal);
  other.prefix = "平人社监字";
  other.day = date(2027, 1, 4);
  EXPECT_EQ(issued(other), "平人社监字〔2027〕1号");
  other = order(4, Kind::refusal);
  other.prefix = "平人社监字不";
  EXPECT_EQ(issued(other), "平人社监字不〔2026〕1号");
  other = order(5, Kind::hand_over);
  other.prefix = "平人社监字〔2026〕1号之";
  EXPECT_EQ(papers_->issue_paper(other).error().code, ErrorCode::invalid_input);
}

TEST_P(PaperContract, RefusesWhatHasNoStepNoKeyOrNoNumber) {
  NewPaper paper = order(1);
  paper.event_key = "没有的";
  EXPECT_EQ(papers_->issue_paper(paper).error().code, ErrorCode::not_found);
  paper = order(1);
  paper.dossier = DossierId{11};
  EXPECT_EQ(papers_->issue_paper(paper).error().code, ErrorCode::not_found);
  paper = order(1);
  paper.client_key.clear();
  EXPECT_EQ(papers_->issue_paper(paper).error().code, ErrorCode::invalid_input);
  paper = order(1, Kind::filing_proof);
  EXPECT_EQ(papers_->issue_paper(paper).error().code, ErrorCode::invalid_input);
  paper = order(1);
  paper.prefix = " ";
  EXPECT_EQ(papers_->issue_paper(paper).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(papers_->paper(PaperId{1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(issued(order(1)), "平人社监字〔2026〕1号");
}

TEST_P(PaperContract, RecordsEachServiceAndKeepsTheNumberOfAVoidOne) {
  ASSERT_TRUE(papers_->issue_paper(order(1)));
  EXPECT_EQ(*papers_->add_service(PaperId{1}, "a", served()), Kept::now);
  EXPECT_EQ(*papers_->add_service(PaperId{1}, "a", served()), Kept::already);
  casework::Service second = served();
  second.way = casework::ServiceWay::left;
  EXPECT_EQ(papers_->add_service(PaperId{1}, "a", second).error().code, ErrorCode::conflict);
  EXPECT_EQ(*papers_->add_service(PaperId{1}, "b", second), Kept::now);
  second.officers.pop_back();
  EXPECT_EQ(papers_->add_service(PaperId{1}, "c", second).error().message,
            "留置送达的记录缺「两名送达人」");
  EXPECT_EQ(papers_->void_paper(PaperId{1}, " ").error().code, ErrorCode::invalid_input);
  EXPECT_EQ(*papers_->void_paper(PaperId{1}, "写错了周建国的金额"), Kept::now);
  EXPECT_EQ(*papers_->void_paper(PaperId{1}, "写错了周建国的金额"), Kept::already);
  EXPECT_EQ(papers_->void_paper(PaperId{1}, "别的").error().code, ErrorCode::conflict);
  EXPECT_EQ(papers_->add_service(PaperId{1}, "d", served()).error().code, ErrorCode::conflict);
  const Result<KeptPaper> kept = papers_->paper(PaperId{1});
  ASSERT_TRUE(kept) << kept.error().message;
  ASSERT_EQ(kept->services.size(), 2U);
  EXPECT_EQ(kept->services[0].service, served());
  EXPECT_EQ(kept->voided->reason, "写错了周建国的金额");
  EXPECT_EQ(issued(order(2)), "平人社监字〔2026〕2号");
  EXPECT_EQ(dump().find("周建国"), std::string::npos);
}

TEST_P(PaperContract, GivesNoNumberTwiceHoweverManyWriteAtOnce) {
  constexpr int kThreads = 4, kEach = 5;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_TRUE(papers_->issue_paper(order(100 + thread * kEach + i)));
        EXPECT_TRUE(papers_->issue_paper(order(50 + i)));  // everybody the same
      }
    });
  threads.clear();
  std::set<std::int64_t> numbers;
  const auto kept = papers_->papers_of(DossierId{10});
  for (const KeptPaper& paper : *kept) numbers.insert(paper.number_no);
  EXPECT_EQ(numbers.size(), std::size_t{kThreads * kEach + kEach});
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), kThreads * kEach + kEach);
}

TEST_P(PaperContract, TellsWhenAPaperWasTamperedWith) {
  ASSERT_TRUE(papers_->issue_paper(order(1)));
  tamper("UPDATE paper SET digest = 'x'");
  EXPECT_EQ(papers_->paper_forms(PaperId{1}).error().code, ErrorCode::conflict);
  tamper("UPDATE paper SET content = $1", {Blob{"x"}});
  EXPECT_EQ(papers_->paper(PaperId{1}).error().code, ErrorCode::conflict);
}

}  // namespace qingxin::store
