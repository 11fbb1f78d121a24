// SPDX-License-Identifier: Apache-2.0
#include "documents/paper.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <array>
#include <functional>
#include <memory>

#include "documents/paper_docx.h"
#include "documents/paper_page.h"
#include "documents/paper_text.h"
#include "documents/public_answer.h"
#include "law/law.h"
#include "tests/support/example_papers.h"

namespace qingxin::documents {

namespace {

using test::example_paper;

const law::Instruments& instruments() {
  static const law::Law law = *law::load(std::nullopt, std::nullopt);
  return law.instruments;
}

std::string told(const std::vector<Passage>& passages) {
  std::string all;
  for (const Passage& passage : passages) {
    all += passage.words + "\n";
    for (const auto& row : passage.rows)
      for (const std::string& cell : row) all += cell + "\n";
  }
  return all;
}

std::string told(const Paper& paper, PaperCopy copy = PaperCopy::full) {
  const auto passages = passages_of(paper, instruments(), copy);
  return passages ? told(*passages) : passages.error().message;
}

std::string refusal(const Paper& paper) {
  const Result<void> right = check_paper(paper);
  return right ? "accepted" : right.error().message;
}

std::string part_of(const std::string& docx, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(docx.data(), docx.size(), 0, &error);
  const std::unique_ptr<zip_t, int (*)(zip_t*)> archive(
      zip_open_from_source(source, ZIP_RDONLY, &error), &zip_close);
  if (!archive) return "";
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> part(zip_fopen(archive.get(), name, 0),
                                                               &zip_fclose);
  std::string bytes;
  char block[4096];
  for (zip_int64_t size = 0; part && (size = zip_fread(part.get(), block, sizeof block)) > 0;)
    bytes.append(block, static_cast<std::size_t>(size));
  return bytes;
}

constexpr std::array kChanges{
    std::pair{PaperPart::number, +[](Paper& paper) { paper.number = " "; }},
    std::pair{PaperPart::day, +[](Paper& paper) { paper.day.reset(); }},
    std::pair{PaperPart::issuer, +[](Paper& paper) { paper.issuer.clear(); }},
    std::pair{PaperPart::addressee, +[](Paper& paper) { paper.to.name.clear(); }},
    std::pair{PaperPart::matter, +[](Paper& paper) { paper.matter = "\t"; }},
    std::pair{PaperPart::facts, +[](Paper& paper) { paper.facts[1].words.clear(); }},
    std::pair{PaperPart::evidence, +[](Paper& paper) { paper.facts[0].evidence.clear(); }},
    std::pair{PaperPart::breached, +[](Paper& paper) { paper.breached.clear(); }},
    std::pair{PaperPart::basis, +[](Paper& paper) { paper.basis.clear(); }},
    std::pair{PaperPart::orders, +[](Paper& paper) { paper.orders = {""}; }},
    std::pair{PaperPart::deadline, +[](Paper& paper) { paper.deadline.reset(); }},
    std::pair{PaperPart::amount, +[](Paper& paper) { paper.amount = Money{}; }},
    std::pair{PaperPart::wages, +[](Paper& paper) { paper.wages.clear(); }},
    std::pair{PaperPart::reason, +[](Paper& paper) { paper.reason.clear(); }},
    std::pair{PaperPart::route, +[](Paper& paper) { paper.route.clear(); }},
    std::pair{PaperPart::legal_aid, +[](Paper& paper) { paper.legal_aid.clear(); }},
    std::pair{PaperPart::materials, +[](Paper& paper) { paper.materials.clear(); }},
    std::pair{PaperPart::police_papers, +[](Paper& paper) { paper.police_papers.clear(); }},
    std::pair{PaperPart::earlier, +[](Paper& paper) { paper.earlier.clear(); }},
    std::pair{PaperPart::heard, +[](Paper& paper) { paper.heard.clear(); }},
    std::pair{PaperPart::bank, +[](Paper& paper) { paper.bank.clear(); }},
    std::pair{PaperPart::account, +[](Paper& paper) { paper.account.clear(); }},
    std::pair{PaperPart::contact, +[](Paper& paper) { paper.contact.clear(); }},
    std::pair{PaperPart::reconsideration,
              +[](Paper& paper) { paper.reconsideration_body.clear(); }},
    std::pair{PaperPart::court, +[](Paper& paper) { paper.court.clear(); }},
    std::pair{PaperPart::approved_by, +[](Paper& paper) { paper.approved_by.clear(); }},
    std::pair{PaperPart::post, +[](Paper& paper) { paper.post.clear(); }},
    std::pair{PaperPart::code, +[](Paper& paper) { paper.code.clear(); }},
    std::pair{PaperPart::lines, +[](Paper& paper) { paper.lines.clear(); }},
    std::pair{PaperPart::digest, +[](Paper& paper) { paper.digest.clear(); }},
    std::pair{PaperPart::remedy_terms, +[](Paper& paper) { paper.remedy_terms->suit_months = 0; }}};

}  // namespace

TEST(Paper, OfEachKindCanBeWritten) {
  for (const PaperWords& words : paper_kinds()) {
    EXPECT_EQ(refusal(example_paper(words.kind)), "accepted") << words.chinese;
    for (const law::Citation& basis : words.bases)
      EXPECT_TRUE(instruments().contains(basis.instrument)) << basis.instrument;
  }
  EXPECT_EQ(paper_kinds().size(), 10U);
}

TEST(Paper, SaysByNameWhatItLacksAndIsNotWrittenWithoutIt) {
  ASSERT_EQ(kChanges.size(), kPaperParts);
  for (const PaperWords& words : paper_kinds()) {
    for (const auto& [part, take_away] : kChanges) {
      Paper paper = example_paper(words.kind);
      take_away(paper);
      const std::string lacks =
          std::string(words.chinese) + "缺「" + std::string(words_of(part)) + "」";
      EXPECT_EQ(refusal(paper).find(lacks) == 0, words.needs.has(part)) << refusal(paper);
      EXPECT_EQ(passages_of(paper, instruments()).has_value(), refusal(paper) == "accepted");
    }
  }
  Paper bare{.kind = PaperKind::public_answer};
  EXPECT_EQ(
      refusal(bare),
      "公开答复缺「文号」、「日期」、「制作机关」、「事由」、「事实」、「证据」、「联系方式」、"
      "「批准人」、「所答复的帖文」");
}

TEST(Paper, NeedsTwoOfficers) {
  Paper paper = example_paper(PaperKind::payment_order);
  paper.officers.pop_back();
  EXPECT_EQ(refusal(paper), "责令支付书缺「联系方式」");
}

TEST(Paper, RefusesFiguresThatDoNotFit) {
  Paper paper = example_paper(PaperKind::payment_order);
  paper.wages[0].amount.fen += 1;
  EXPECT_EQ(refusal(paper),
            "责令支付书的工人明细合计 12,240.06 元，与所写金额 12,240.05 元不符；请核对哪一个不对");
  paper = example_paper(PaperKind::payment_order);
  paper.wages[1].months.clear();
  EXPECT_NE(refusal(paper).find("第 2 行不全"), std::string::npos);
  paper = example_paper(PaperKind::penalty_notice);
  paper.deadline->clock = casework::ClockId::order_limit;
  EXPECT_EQ(refusal(paper), "行政处罚告知书的期限取自「责令限期」，应取自「申请听证」");
  paper = example_paper(PaperKind::police_referral);
  paper.police_papers[3].none_because.clear();
  EXPECT_EQ(refusal(paper),
            "涉嫌犯罪案件移送书缺「检验报告或鉴定结论」：附上它的文号，或写明为什么没有");
}

TEST(Paper, TakesItsDeadlineFromWhatAnEventWroteDown) {
  casework::Event event{.step = casework::Step::penalty_notified,
                        .frozen = {{.clock = casework::ClockId::hearing_request,
                                    .day = date(2026, 11, 30),
                                    .calendar = "2026.11"}}};
  EXPECT_EQ(deadline_in(event, casework::ClockId::hearing_request)->day, date(2026, 11, 30));
  event = {.step = casework::Step::order_issued, .day = date(2026, 12, 1)};
  const auto written = deadline_in(event, casework::ClockId::order_limit);
  EXPECT_EQ(written->day, date(2026, 12, 1));
  EXPECT_EQ(written->calendar, "");
  EXPECT_EQ(deadline_in(event, casework::ClockId::hearing_request).error().message,
            "「作出责令」这一步没有写下「申请听证」的日期，文书的期限无从取得");
}

TEST(PaperText, PrintsTheTermsThatTheParametersGive) {
  Paper paper = example_paper(PaperKind::rectification_order);
  paper.remedy_terms = {.reconsideration_days = 15, .suit_months = 3};
  const std::string order = told(paper);
  for (const char* words : {"十五日内向平安县人民政府", "三个月内直接向平安县人民法院",
                            "《中华人民共和国行政复议法》第二十条第一款",
                            "《中华人民共和国行政诉讼法》第四十六条第一款"})
    EXPECT_NE(order.find(words), std::string::npos) << words;
}

TEST(PaperText, TellsDeadlineAmountBasisAndWhereToTurn) {
  const std::string order = told(example_paper(PaperKind::payment_order));
  for (const char* words :
       {"平人社监字〔2026〕第17号", "2026年12月1日（周二）", "人民币 12,240.05 元",
        "壹万贰仟贰佰肆拾元零伍分", "《劳动保障监察条例》第二十六条第（一）项",
        "《保障农民工工资支付条例》第十一条", "六十日内向平安县人民政府申请行政复议",
        "六个月内直接向平安县人民法院提起行政诉讼", "放假日历 2026.11 版", "送达回证",
        "附表：平人社监字〔2026〕第17号 工人明细", "1***************71"})
    EXPECT_NE(order.find(words), std::string::npos) << words;
  EXPECT_EQ(order.find("110101199003074071"), std::string::npos);
  const std::string notice = told(example_paper(PaperKind::penalty_notice));
  EXPECT_NE(notice.find("要求听证，不收费用"), std::string::npos);
  EXPECT_EQ(notice.find("行政复议"), std::string::npos);
}

TEST(PaperText, LeavesOutANumberOfAnArticleThatNobodyRead) {
  const std::string notice = told(example_paper(PaperKind::deposit_notice));
  EXPECT_NE(notice.find("依据《工程建设领域农民工工资保证金规定》，"), std::string::npos);
}

TEST(PaperText, NamesNoWorkerWhereItIsPosted) {
  const std::string posted = told(example_paper(PaperKind::payment_order), PaperCopy::posted);
  EXPECT_EQ(posted.find("张三"), std::string::npos);
  EXPECT_NE(posted.find("12,240.05"), std::string::npos);
}

TEST(PaperText, PrintsTheServiceThatWas) {
  Paper paper = example_paper(PaperKind::rectification_order);
  paper.service = Service{.way = ServiceWay::left,
                          .at = Instant{1'795'500'000'000},
                          .place = "平安县建设路 8 号",
                          .officers = {"王一", "赵二"},
                          .refusal = "单位负责人拒绝签收"};
  EXPECT_EQ(refusal(paper), "留置送达的记录缺「见证人或照片」");
  paper.service->witness = "居委会周某";
  EXPECT_EQ(refusal(paper), "accepted");
  const std::string text = told(paper);
  EXPECT_NE(text.find("□直接送达　☑留置送达"), std::string::npos);
  EXPECT_NE(text.find("单位负责人拒绝签收"), std::string::npos);
}

TEST(PaperForms, AreTheSameBytesForTheSamePaperAndDifferForAnother) {
  const auto passages = *passages_of(example_paper(PaperKind::filing_proof), instruments());
  const std::string docx = *paper_docx("登记证明", passages);
  EXPECT_EQ(docx, *paper_docx("登记证明", passages));
  EXPECT_NE(part_of(docx, "word/document.xml").find("1234 5678 9012 3428"), std::string::npos);
  EXPECT_EQ(part_of(docx, "word/media/code.png").substr(1, 3), "PNG");
  const std::string page = *paper_page("登记证明", passages);
  EXPECT_NE(page.find("<svg "), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

TEST(PaperForms, EscapeWhatMarksUpAndKeepRareCharacters) {
  Paper paper = example_paper(PaperKind::rectification_order);
  paper.to.name = "<script>alert(1)</script>\"&'\x01\x1B\xEF\xBF\xBF公司";
  paper.facts[0].words = "𠮷野家😀]]></w:t>\xFF完";
  const auto passages = *passages_of(paper, instruments());
  const std::string page = *paper_page("<b>", passages);
  const std::string document = part_of(*paper_docx("<b>", passages), "word/document.xml");
  for (const std::string& bytes : {page, document}) {
    EXPECT_EQ(bytes.find("<script"), std::string::npos);
    EXPECT_NE(bytes.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;"),
              std::string::npos);
    EXPECT_NE(bytes.find("𠮷野家😀]]&gt;&lt;/w:t&gt;"), std::string::npos);
    EXPECT_EQ(bytes.find_first_of("\x01\x1B"), std::string::npos);
    EXPECT_EQ(bytes.find("\xEF\xBF\xBF"), std::string::npos);
  }
}

TEST(PublicAnswer, SaysFactsOnlyAndNobody) {
  const std::array<std::string, 2> names{"张三丰", "爱讲真话的小李"};
  const Paper good = example_paper(PaperKind::public_answer);
  EXPECT_TRUE(check_public_answer(good, names)) << check_public_answer(good, names).error().message;
  struct Row {
    const char* said;
    const char* told;
  };
  for (const Row& row :
       {Row{"工人张 三丰已领到工资", "当事人的姓名或账号名"},
        Row{"就@爱讲真话的小李所说", "当事人的姓名或账号名"}, Row{"可拨打 13800138000", "手机号"},
        Row{"可拨打１３８-0013-8000", "手机号"}, Row{"可拨打一三八零零一三八零零零", "手机号"},
        Row{"身份证 110101199003074071 的工人", "证件号"},
        Row{"卡号 6222020000000000000 已到账", "银行卡号"}, Row{"举报人称没有领到", "「举报人」"},
        Row{"据说老板已跑", "「据说」"}}) {
    Paper paper = good;
    paper.facts[1].words = row.said;
    const Result<void> right = check_public_answer(paper, names);
    ASSERT_FALSE(right) << row.said;
    EXPECT_NE(right.error().message.find(row.told), std::string::npos) << right.error().message;
    EXPECT_NE(right.error().message.find("第 2 段事实"), std::string::npos);
    EXPECT_EQ(right.error().message.find("张三"), std::string::npos);
    EXPECT_EQ(right.error().message.find("138"), std::string::npos);
  }
  Paper paper = good;
  paper.facts[1].words = "详情可拨打 0311-5550100";  // its own number
  EXPECT_TRUE(check_public_answer(paper, names));
  paper.wages = {{"王五", {}, "2026-09", Money{100}}};
  EXPECT_EQ(check_public_answer(paper, names).error().message,
            "公开答复不附工人明细；请删去明细再写");
}

}  // namespace qingxin::documents
