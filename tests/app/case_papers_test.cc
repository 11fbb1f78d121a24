// SPDX-License-Identifier: Apache-2.0
#include "app/case_papers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/receive_clue.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/casework_story.h"
#include "tests/support/example_papers.h"
#include "tests/support/temporary_folder.h"

// The use cases about papers of cases, on the embedded engine.
namespace qingxin::app {
namespace {

using casework::Actor;
using casework::PaperKind;
using casework::Step;

constexpr Date kDay = date(2026, 11, 23);  // a Monday
constexpr Moment kNow{test::china(kDay, 16), kDay};
constexpr store::DossierId kCase{1000};

access::Principal somebody(access::Role role) {
  return {.user = access::UserId{static_cast<std::int64_t>(role)},
          .role = role,
          .unit = access::UnitId{1},
          .scope = access::whole_scope()};
}
const access::Principal kInspector = somebody(access::Role::inspector);

// A case that came of a clue, with an order and two workers who are owed, a third of whom it is not
// known.
class Office {
 public:
  explicit Office(store::Reporting reporting = store::Reporting::named) {
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    store_ = store::SqlStore::open(*database_, {.person_key = "k", .node = 1}, Instant{1}).value();
    desk_ = {store_.get(), &test::shipped(), &ids_};
    EXPECT_TRUE(store_->add_unit({.id = store::UnitId{1},
                                  .name = "平安县人力资源和社会保障局",
                                  .region_code = "990123",
                                  .kind = store::UnitKind::authority}));
    put_case(report(reporting));
  }

  Result<store::PaperIssued> write(documents::Paper paper, std::string key = "令1",
                                   const access::Principal& who = kInspector,
                                   bool wages_of_all = false, std::string prefix = "平人社监字") {
    return write_case_paper(who, kNow, desk_,
                            {.dossier = kCase,
                             .client_key = std::move(key),
                             .event_key = {},
                             .prefix = std::move(prefix),
                             .wages_of_all = wages_of_all,
                             .paper = std::move(paper)});
  }

  // What a person has to say of an order: the dossier knows the rest.
  static documents::Paper order() {
    documents::Paper paper = test::full_paper(PaperKind::payment_order);
    paper.issuer.clear();
    paper.number.clear();
    paper.day.reset();
    paper.to = {};
    paper.deadline.reset();
    paper.amount.reset();
    paper.wages.clear();
    paper.orders.clear();
    paper.reason.clear();
    paper.heard.clear();
    return paper;
  }

  const PaperDesk& desk() const { return desk_; }

  int times_noted(std::string_view action) {
    const auto records = store_->audit_trail().audit_after(0, 1'000);
    EXPECT_TRUE(records);
    return static_cast<int>(std::ranges::count_if(
        *records, [&](const access::AuditRecord& one) { return one.entry.action == action; }));
  }

 private:
  ClueId report(store::Reporting reporting) {
    ClueBrought brought;
    brought.asked = access::UnitId{1};
    brought.reporting = reporting;
    brought.origin.channel = casework::Channel::walk_in;
    brought.said.text = "清水湾工地欠我两个月工资";
    brought.said.people = {{.name = "欧阳小月",
                            .id_number = {},
                            .phone = "13912345678",
                            .is_reporter = true,
                            .amount = {}}};
    const Result<ClueReceived> received =
        receive_clue(kInspector, kNow, {store_.get(), &test::shipped(), &ids_}, brought);
    EXPECT_TRUE(received) << received.error().message;
    return received->added.id;
  }

  static store::CaseWorker worker(std::int64_t id, const char* name, std::optional<Money> owed) {
    store::CaseWorker one;
    one.name = name;
    one.id_number = "110101199003074071";
    one.arrears = {.worker = id, .established = owed, .evidence = "工资表", .settlements = {}};
    return one;
  }

  void put_case(ClueId clue) {
    store::WholeDossier whole;
    whole.id = kCase;
    whole.origin.clue = clue;
    whole.face.region_code = "990123";
    whole.face.employer = "河北宏远劳务有限公司";
    whole.facts.workers = {worker(1, "欧阳小月", yuan(6000)), worker(2, "李四", yuan(6120)),
                           worker(3, "王五", std::nullopt)};
    casework::World world{.now = kNow.now,
                          .calendar = &test::shipped().calendar,
                          .calendar_version = test::shipped().version,
                          .parameters = &test::shipped().parameters,
                          .region = "990123"};
    std::optional<casework::Dossier> after;
    for (const auto& [step, by] : {std::pair{Step::first_asked, Actor::intake},
                                   {Step::assigned, Actor::head},
                                   {Step::class_confirmed, Actor::head},
                                   {Step::complaint_received, Actor::worker},
                                   {Step::accepted, Actor::handler},
                                   {Step::filed, Actor::head},
                                   {Step::order_issued, Actor::head},
                                   {Step::penalty_notified, Actor::head}}) {
      casework::Event event = test::told(step, test::china(kDay), by);
      event.key = "步" + std::to_string(static_cast<int>(step));
      Result<casework::Dossier> next =
          casework::apply(after, casework::Subject::case_file, event, world, {});
      EXPECT_TRUE(next) << next.error().message;
      after = *std::move(next);
    }
    const store::DossierChange change = store::change_of(whole, *after, world);
    EXPECT_TRUE(store_->dossiers().keep_dossiers(std::span{&change, 1}));
  }

  TemporaryFolder folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SqlStore> store_;
  store::IdMaker ids_{1};
  PaperDesk desk_{};
};

class CasePapers : public testing::Test, protected Office {};

}  // namespace

TEST_F(CasePapers, TakeFromTheDossierWhatItKnows) {
  const Result<store::PaperIssued> issued = write(order());
  ASSERT_TRUE(issued) << issued.error().message;
  EXPECT_EQ(issued->paper.number, "平人社监字〔2026〕1号");
  EXPECT_EQ(issued->paper.event_no, 7);
  EXPECT_EQ(issued->paper.addressee, "河北宏远劳务有限公司");
  const Result<std::string> page =
      take_paper(kInspector, kNow, desk(), issued->paper.id, PaperForm::page);
  ASSERT_TRUE(page) << page.error().message;
  for (const char* words :
       {"平安县人力资源和社会保障局", "平人社监字〔2026〕1号", "2026年12月23日", "12,120.00",
        "壹万贰仟壹佰贰拾元整", "李四", "另有 1 名工人的欠薪数额尚未查明"})
    EXPECT_NE(page->find(words), std::string::npos) << words;
  EXPECT_EQ(page->find("王五"), std::string::npos);
  // Sent again it stays what it is.
  EXPECT_EQ(write(order())->kept, store::Kept::already);
  EXPECT_EQ(papers_of_case(kInspector, kNow, desk(), kCase)->size(), 1U);
}

TEST_F(CasePapers, AreNoRepeatWhenTheySayAnythingElse) {
  ASSERT_TRUE(write(order()));
  documents::Paper other = order();
  other.facts[0].words += "，其中一人另有加班费";
  const Result<store::PaperIssued> refused = write(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("编号 令1 "), std::string::npos)
      << refused.error().message;
  // The day on which it is sent again says nothing else.
  EXPECT_EQ(write_case_paper(kInspector, {Instant{kNow.now.utc_ms + kDayMs}, kDay + 1}, desk(),
                             {.dossier = kCase,
                              .client_key = "令1",
                              .event_key = {},
                              .prefix = "平人社监字 ",
                              .paper = order()})
                ->kept,
            store::Kept::already);
}

TEST_F(CasePapers, ArePostedWithoutTheirTable) {
  const store::PaperId id = write(order())->paper.id;
  const Result<std::string> posted =
      take_posted_copy(kInspector, kNow, desk(), id, PaperForm::page);
  ASSERT_TRUE(posted) << posted.error().message;
  for (const char* words : {"平人社监字〔2026〕1号", "12,120.00", "张贴的这一份不附工人明细"})
    EXPECT_NE(posted->find(words), std::string::npos) << words;
  for (const char* words : {"李四", "欧阳小月", "6,120.00", "送达回证"})
    EXPECT_EQ(posted->find(words), std::string::npos) << words;
  EXPECT_TRUE(take_posted_copy(kInspector, kNow, desk(), id, PaperForm::docx)->starts_with("PK"));
  EXPECT_EQ(take_posted_copy(somebody(access::Role::owner), kNow, desk(), id, PaperForm::page)
                .error()
                .code,
            ErrorCode::not_permitted);
}

TEST_F(CasePapers, ShowTheirTableToOthersForAReasonThatIsKept) {
  const store::PaperId id = write(order())->paper.id;
  access::Principal other = somebody(access::Role::office);
  other.unit = access::UnitId{2};
  AnnexReveal asked{.paper = id,
                    .form = PaperForm::page,
                    .purpose = store::RevealPurpose::handle_case,
                    .reason = "核对明细里的人数"};
  const Result<std::string> page = reveal_annex(other, kNow, desk(), asked);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_NE(page->find("李四"), std::string::npos);
  EXPECT_EQ(times_noted("reveal_dossier"), 1);
  EXPECT_EQ(times_noted("open_paper"), 1);
  asked.reason = "看看";
  EXPECT_EQ(reveal_annex(other, kNow, desk(), asked).error().code, ErrorCode::invalid_input);
  asked.reason = "核对明细里的人数";
  EXPECT_EQ(reveal_annex(somebody(access::Role::leader), kNow, desk(), asked).error().code,
            ErrorCode::not_permitted);
  documents::Paper notice = test::full_paper(PaperKind::penalty_notice);
  notice.to = {};
  notice.wages.clear();
  asked.paper = write(notice, "罚1", kInspector, false, "平人社告字")->paper.id;
  EXPECT_EQ(reveal_annex(other, kNow, desk(), asked).error().message,
            "行政处罚告知书没有工人明细；不用写理由，直接取就是");
  EXPECT_EQ(times_noted("reveal_dossier"), 1);
}

TEST_F(CasePapers, LeaveATraceOfAPublicAnswerThatWasRefused) {
  documents::Paper answer = test::example_paper(PaperKind::public_answer);
  answer.approved_by.clear();
  EXPECT_FALSE(write(answer, "答1"));
  EXPECT_EQ(times_noted("refuse_public_answer"), 1);
  EXPECT_FALSE(write(test::full_paper(PaperKind::refusal)));
  EXPECT_EQ(times_noted("refuse_public_answer"), 1);
}

TEST_F(CasePapers, FreezeTheDateOfTheirStep) {
  documents::Paper notice = test::full_paper(PaperKind::penalty_notice);
  notice.to = {};
  notice.wages.clear();
  notice.deadline.reset();
  const Result<store::PaperIssued> issued = write(notice, "罚1");
  ASSERT_TRUE(issued) << issued.error().message;
  notice.wages = {{"李四", {}, "2026-09", yuan(1)}};
  EXPECT_EQ(write(notice, "罚2").error().message, "行政处罚告知书不附工人明细；请删去明细再写");
  const std::string page = *take_paper(kInspector, kNow, desk(), issued->paper.id, PaperForm::page);
  EXPECT_NE(page.find("2026年11月30日（周一）"), std::string::npos);  // five working days on
  EXPECT_NE(page.find(test::shipped().version), std::string::npos);
}

TEST_F(CasePapers, AreNotWrittenWithoutTheStepThatIssuesThem) {
  EXPECT_EQ(write(test::full_paper(PaperKind::refusal)).error().message,
            "这一卷还没有出不予受理告知书的步骤；请先记下这一步");
  EXPECT_EQ(write_case_paper(kInspector, kNow, desk(),
                             {.dossier = kCase,
                              .client_key = "k",
                              .event_key = "步" + std::to_string(static_cast<int>(Step::filed)),
                              .prefix = "平",
                              .paper = order()})
                .error()
                .message,
            "「立案」这一步不出责令支付书；请核对步骤的编号");
  documents::Paper bare = order();
  bare.court.clear();
  EXPECT_EQ(write(bare).error().message, "责令支付书缺「管辖法院」");
  EXPECT_TRUE(papers_of_case(kInspector, kNow, desk(), kCase)->empty());
}

TEST_F(CasePapers, TellAFirmNeitherWhoReportedNorThatSomebodyDid) {
  documents::Paper paper = order();
  paper.facts[0].words = "欧阳小月称没有领到工资";
  EXPECT_EQ(write(paper).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(write(paper).error().message.find("欧阳"), std::string::npos);
  paper = order();
  paper.facts[1].words = "接投诉后查明工资未付";
  EXPECT_FALSE(write(paper));
  paper = order();
  paper.facts[1].evidence = "电话 13912345678 的笔录";
  EXPECT_FALSE(write(paper));
}

TEST_F(CasePapers, ArePrintedNowhereWithWhoReported) {
  documents::Paper paper = order();
  paper.contact = "找欧阳小月";
  EXPECT_FALSE(write(paper));
  paper = order();
  paper.officers[1].certificate = "13912345678";
  EXPECT_FALSE(write(paper));
  paper.officers[1].certificate = "13010123001";  // of an official of Hebei, not a phone
  EXPECT_TRUE(write(paper));
}

TEST_F(CasePapers, ShowAFirmHiddenReportersAmongAllItsWorkersOnly) {
  Office office{store::Reporting::confidential};
  const Result<store::PaperIssued> told = office.write(order());
  ASSERT_FALSE(told);
  EXPECT_NE(told.error().message.find("有 1 行是要求保密或匿名的反映人"), std::string::npos)
      << told.error().message;
  EXPECT_EQ(told.error().message.find("欧阳"), std::string::npos);
  documents::Paper alone = order();
  alone.wages = {{"欧阳 小月", {}, "2026-09", yuan(6000)}};
  EXPECT_FALSE(office.write(alone, "令1", kInspector, true));
  EXPECT_TRUE(office.write(order(), "令1", kInspector, true));
}

TEST_F(CasePapers, AreWrittenAndTakenByTheirBodyAlone) {
  access::Principal other = kInspector;
  other.unit = access::UnitId{2};
  EXPECT_EQ(write(order(), "令1", other).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(write(order(), "令1", somebody(access::Role::street)).error().code,
            ErrorCode::not_permitted);
  EXPECT_NE(write(order(), "令1", access::the_local_operator()).error().message.find("--as"),
            std::string::npos);
  const store::PaperId id = write(order())->paper.id;
  EXPECT_EQ(take_paper(other, kNow, desk(), id, PaperForm::page).error().code,
            ErrorCode::not_permitted);
  EXPECT_EQ(void_paper(other, kNow, desk(), id, "金额写错").error().code, ErrorCode::not_permitted);
  EXPECT_EQ(serve_paper(other, kNow, desk(), id, "送1", {.way = casework::ServiceWay::posting})
                .error()
                .code,
            ErrorCode::not_permitted);
}

TEST_F(CasePapers, BearADayFromTheirStepToToday) {
  for (const auto& [day, told] :
       {std::pair{date(2026, 11, 22), "早于出具它的那一步"}, {date(2026, 11, 24), "在将来"}}) {
    documents::Paper paper = order();
    paper.day = day;
    EXPECT_NE(write(paper).error().message.find(told), std::string::npos);
  }
}

TEST_F(CasePapers, AreServedAndMadeVoidByWhoeverMayWriteThem) {
  const store::PaperId id = write(order())->paper.id;
  casework::Service service{.way = casework::ServiceWay::posting,
                            .at = test::china(kDay, 15),
                            .place = "工地门口",
                            .received_by = {},
                            .officers = {"王一", "赵二"},
                            .refusal = "门卫拒收",
                            .witness = {},
                            .document = {},
                            .photos = {"照片1"}};
  EXPECT_EQ(*serve_paper(kInspector, kNow, desk(), id, "送1", service), store::Kept::now);
  service.at = Instant{kNow.now.utc_ms + 1};
  EXPECT_EQ(serve_paper(kInspector, kNow, desk(), id, "送2", service).error().message,
            "送达的时间在将来；请核对");
  EXPECT_EQ(*void_paper(kInspector, kNow, desk(), id, "金额写错"), store::Kept::now);
  const Result<store::KeptPaper> shown = show_paper(kInspector, kNow, desk(), id);
  EXPECT_EQ(shown->services.size(), 1U);
  EXPECT_EQ(shown->voided->reason, "金额写错");
  const access::Principal contractor = somebody(access::Role::general_contractor);
  EXPECT_EQ(show_paper(contractor, kNow, desk(), id).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(void_paper(contractor, kNow, desk(), id, "x").error().code, ErrorCode::not_permitted);
}

}  // namespace qingxin::app
