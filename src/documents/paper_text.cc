// SPDX-License-Identifier: Apache-2.0
#include "documents/paper_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "documents/capital_amount.h"

namespace qingxin::documents {

namespace {

using Passages = std::vector<Passage>;
using Rows = std::vector<std::vector<std::string>>;

// What gives whoever does not agree his time. Nobody has held the articles against the text yet:
// the terms themselves are parameters with their source.
constexpr law::Citation kReconsideration{"xzfyf", 20, 1, 0, law::Mark::secondary};
constexpr law::Citation kSuit{"xzssf", 46, 1, 0, law::Mark::secondary};

constexpr std::string_view kByHand = "＿＿＿＿＿＿＿＿";

// 《保障农民工工资支付条例》第四十一条第二款. A number that nobody has read in the text is left
// out: a paper that is served does not guess.
std::string cited(const law::Citation& citation, const law::Instruments& instruments) {
  const auto found = instruments.find(citation.instrument);
  check(found != instruments.end());
  const bool is_read = citation.mark != law::Mark::approximate && citation.article > 0;
  std::string words = fmt::format("《{}》", found->second.title);
  if (!is_read) return words;
  const std::string whole = law::in_chinese(citation, instruments);
  return words + whole.substr(whole.find(" 第") + 1);
}

std::string cited(const std::vector<law::Citation>& citations,
                  const law::Instruments& instruments) {
  std::string words;
  for (const law::Citation& one : citations)
    words += (words.empty() ? "" : "、") + cited(one, instruments);
  return words;
}

std::vector<law::Citation> bases_of(const Paper& paper) {
  std::vector<law::Citation> bases = words_of(paper.kind).bases;
  bases.insert(bases.end(), paper.basis.begin(), paper.basis.end());
  return bases;
}

std::string amount_in_words(Money amount) {
  return fmt::format("人民币 {} 元（大写：{}）", to_string(amount), capital_amount(amount));
}

std::string ended(std::string_view text) {
  const std::string_view words = trim(text);
  for (const std::string_view end : {"。", "！", "？", "；", ".", ":", "："})
    if (words.ends_with(end)) return std::string{words};
  return std::string{words} + "。";
}

void add(Passages& all, Form form, std::string words) {
  all.push_back({.form = form, .words = std::move(words)});
}

// One paragraph a line.
void add_text(Passages& all, std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trim(text.substr(0, end));
    if (!line.empty()) add(all, Form::text, ended(line));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void add_rows(Passages& all, Form form, Rows rows) {
  all.push_back({.form = form, .words = {}, .rows = std::move(rows)});
}

void add_head(const Paper& paper, Passages& all) {
  add(all, Form::issuer, paper.issuer);
  add(all, Form::title, std::string{words_of(paper.kind).chinese});
  if (!paper.number.empty()) add(all, Form::number, paper.number);
  if (!paper.to.name.empty()) add(all, Form::addressee, paper.to.name + "：");
  std::string about;
  for (const auto& [name, value] : {std::pair{"统一社会信用代码", &paper.to.code},
                                    {"住所", &paper.to.address},
                                    {"法定代表人（负责人）", &paper.to.person}})
    if (!value->empty()) about += fmt::format("{}{}：{}", about.empty() ? "" : "；", name, *value);
  if (!about.empty()) add(all, Form::text, ended(about));
}

void add_facts(const Paper& paper, std::string_view opening, Passages& all) {
  add(all, Form::text, fmt::format("{}“{}”，{}：", opening, paper.matter, "查明的情况如下"));
  for (std::size_t i = 0; i < paper.facts.size(); ++i) {
    const Fact& fact = paper.facts[i];
    const std::string number =
        paper.facts.size() == 1 ? "" : law::number_in_chinese(static_cast<int>(i) + 1) + "、";
    add_text(all, number + fact.words);
    const bool is_told = !fact.evidence.empty() && paper.kind != PaperKind::public_answer;
    if (is_told) add(all, Form::text, fmt::format("（证据：{}）", fact.evidence));
  }
}

void add_breach(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  if (paper.breached.empty()) return;
  add(all, Form::text, fmt::format("上述行为不符合{}的要求。", cited(paper.breached, instruments)));
}

void add_list(const std::vector<std::string>& items, Passages& all) {
  for (std::size_t i = 0; i < items.size(); ++i)
    add_text(all, items.size() == 1
                      ? items[i]
                      : fmt::format("（{}）{}", law::number_in_chinese(static_cast<int>(i) + 1),
                                    items[i]));
}

// What a date was counted by, so that a later calendar does not move it.
void add_counting(const Paper& paper, Passages& all) {
  if (!paper.deadline) return;
  const casework::Frozen& frozen = *paper.deadline;
  std::string note = "期限由本文书写定，不因放假日历以后更正而变动。";
  if (!frozen.calendar.empty())
    note = fmt::format("期限按放假日历 {} 版算定，写定以后不因日历更正而变动。", frozen.calendar);
  if (frozen.certainty != law::Certainty::firm) note += "算定时当年放假安排尚未全部公布。";
  add(all, Form::note, note);
}

std::string deadline_in_words(const Paper& paper) {
  const Date day = paper.deadline->day;
  return fmt::format("{}（{}）", day_in_chinese(day), weekday_in_chinese(day));
}

// 劳动保障监察条例 19; 行政处罚法 59: who, and until when. 行政处罚法 73: it does not wait.
void add_appeal(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  const std::string_view title = words_of(paper.kind).chinese;
  add(all, Form::text,
      fmt::format("对本{}不服的，可以自收到之日起{}日内向{}申请行政复议（{}），也可以自收到之日起{}"
                  "个月内直接向{}提起行政诉讼（{}）。",
                  title, law::number_in_chinese(paper.remedy_terms->reconsideration_days),
                  paper.reconsideration_body, cited(kReconsideration, instruments),
                  law::number_in_chinese(paper.remedy_terms->suit_months), paper.court,
                  cited(kSuit, instruments)));
  if (paper.kind != PaperKind::refusal)
    add(all, Form::text, "复议、诉讼期间，除法律另有规定外，本文书照常执行。");
}

void add_signing(const Paper& paper, Passages& all) {
  if (!paper.officers.empty()) {
    Rows places;
    for (const Officer& officer : paper.officers)
      places.push_back({fmt::format("承办人：{}{}", officer.name,
                                    officer.certificate.empty()
                                        ? ""
                                        : fmt::format("（执法证号 {}）", officer.certificate)),
                        fmt::format("签名：{}", kByHand)});
    add_rows(all, Form::columns, std::move(places));
  }
  if (!paper.contact.empty()) add(all, Form::text, fmt::format("联系方式：{}", paper.contact));
  add(all, Form::signing, paper.issuer);
  add(all, Form::signing, "（印章）");
  add(all, Form::signing, day_in_chinese(*paper.day));
}

void add_annex(const Paper& paper, Passages& all) {
  if (paper.wages.empty()) return;
  add(all, Form::page, "");
  add(all, Form::heading, fmt::format("附表：{} 工人明细", paper.number));
  Rows rows{{"序号", "姓名", "证件号（遮盖）", "工资所属月份", "金额（元）"}};
  Money sum;
  for (std::size_t i = 0; i < paper.wages.size(); ++i) {
    const OwedWage& wage = paper.wages[i];
    rows.push_back({std::to_string(i + 1), wage.name, masked(wage.id_number), wage.months,
                    to_string(wage.amount)});
    sum += wage.amount;
  }
  rows.push_back({"合计", fmt::format("{} 人次", paper.wages.size()), "", "", to_string(sum)});
  add_rows(all, Form::table, std::move(rows));
  add(all, Form::text, fmt::format("合计大写：{}。", capital_amount(sum)));
}

std::string minute_in_chinese(Instant at) {
  constexpr std::int64_t kMinuteMs = 60'000, kDayMinutes = 24 * 60;
  const std::int64_t minutes = at.utc_ms / kMinuteMs + 8 * 60;
  return fmt::format("{} {:02}:{:02}", day_in_chinese(china_day(at)), minutes % kDayMinutes / 60,
                     minutes % 60);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string words;
  for (const std::string& text : texts) words += (words.empty() ? "" : "、") + text;
  return words;
}

// 送达回证. Before the service its places are for the hand.
void add_service(const Paper& paper, Passages& all) {
  std::string ways;
  for (std::size_t i = 0; i < casework::kServiceWays.size(); ++i) {
    const bool is_this = paper.service && static_cast<std::size_t>(paper.service->way) == i + 1;
    ways += fmt::format("{}{}{}", ways.empty() ? "" : "　", is_this ? "☑" : "□",
                        casework::kServiceWays[i]);
  }
  const Service none;
  const Service& service = paper.service ? *paper.service : none;
  add(all, Form::page, "");
  add(all, Form::title, "送达回证");
  add(all, Form::number, paper.number);
  add_rows(all, Form::pairs,
           {{"送达的文书", fmt::format("{} {}", words_of(paper.kind).chinese, paper.number)},
            {"受送达人", paper.to.name},
            {"送达方式", ways},
            {"送达地点", service.place},
            {"送达时间", paper.service ? minute_in_chinese(service.at) : ""},
            {"签收人（与受送达人的关系）", service.received_by},
            {"邮件号或送达确认书", service.document},
            {"拒收情况", service.refusal},
            {"见证人", service.witness},
            {"照片", joined(service.photos)},
            {"送达人（两人以上签名）", joined(service.officers)}});
}

// Torn off by whoever took the matter over, and sent back.
void add_slip(const Paper& paper, Passages& all) {
  add(all, Form::page, "");
  add(all, Form::tear, "");
  add(all, Form::title, "回　执");
  add(all, Form::addressee, paper.issuer + "：");
  add(all, Form::text,
      fmt::format("你单位《{}》（{}）及所附材料收悉，处理如下：", words_of(paper.kind).chinese,
                  paper.number));
  const bool is_police = paper.kind == PaperKind::police_referral;
  add(all, Form::text, is_police ? "□ 已接受，依法审查" : "□ 已接收，依法处理");
  add(all, Form::text,
      is_police ? "□ 不属本机关管辖，已转送＿＿＿＿＿＿＿＿" : "□ 退回，理由：＿＿＿＿＿＿＿＿");
  add_rows(all, Form::columns,
           {{fmt::format("签收人：{}", kByHand), fmt::format("联系电话：{}", kByHand)}});
  add(all, Form::signing, fmt::format("签收单位（印章）：{}", kByHand));
  add(all, Form::signing, "年　　月　　日");
}

void say_rectification(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add_breach(paper, instruments, all);
  add(all, Form::text,
      fmt::format("依据{}，责令你单位在{}以前（含当日）改正：", cited(bases_of(paper), instruments),
                  deadline_in_words(paper)));
  add_list(paper.orders, all);
  add(all, Form::text, "改正以后，请在期限内把改正情况和凭证书面报本机关。");
}

void say_payment(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add_breach(paper, instruments, all);
  add(all, Form::text,
      fmt::format("依据{}，责令你单位在{}以前（含当日）向附表所列工人足额支付工资，合计{}。",
                  cited(bases_of(paper), instruments), deadline_in_words(paper),
                  amount_in_words(*paper.amount)));
  add_list(paper.orders, all);
  add(all, Form::text, "工资应以货币付给工人本人。付清以后，请在期限内把银行到账凭证报本机关。");
  add(all, Form::text,
      fmt::format("逾期不付的，本机关将依{}责令加付应付金额百分之五十以上、一倍以下的赔偿金；"
                  "涉嫌拒不支付劳动报酬罪的，移送公安机关。",
                  cited(law::Citation{"gwy-423", 26}, instruments)));
}

void say_refusal(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add(all, Form::text,
      fmt::format("你反映的“{}”，本机关审查后不予受理（{}）。", paper.matter,
                  cited(bases_of(paper), instruments)));
  for (const auto& [heading, words] : {std::pair{"为什么：", &paper.reason},
                                       {"下一步去哪里：", &paper.route},
                                       {"法律援助：", &paper.legal_aid}}) {
    add(all, Form::heading, heading);
    add_text(all, *words);
  }
}

void say_hand_over(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add(all, Form::text,
      fmt::format("移交理由：{}依据{}，现移交你单位处理，请签收并把处理结果告知本机关。",
                  ended(paper.reason), cited(bases_of(paper), instruments)));
  add(all, Form::text, fmt::format("随函材料 {} 件：", paper.materials.size()));
  add_list(paper.materials, all);
}

void say_police(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "本机关办理", all);
  add(all, Form::text,
      fmt::format("本机关认为上述行为涉嫌拒不支付劳动报酬罪，依据{}，现移送你机关审查。",
                  cited(bases_of(paper), instruments)));
  Rows rows{{"序号", "材料", "文号或说明"}};
  for (std::size_t i = 0; i < casework::kPoliceWords.size(); ++i)
    for (const casework::AttachedPaper& one : paper.police_papers)
      if (static_cast<std::size_t>(one.kind) == i + 1)
        rows.push_back({std::to_string(i + 1), std::string{casework::kPoliceWords[i]},
                        one.document.empty() ? "没有：" + one.none_because : one.document});
  add_rows(all, Form::table, std::move(rows));
}

void say_deposit(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add(all, Form::text,
      fmt::format(
          "{} 所定的期限已过，工资仍未付清。依据{}，请你行在{}以前（含当日）从下列工资保证金"
          "中，把{}付给附表所列工人本人。",
          paper.earlier, cited(bases_of(paper), instruments), deadline_in_words(paper),
          amount_in_words(*paper.amount)));
  add_rows(all, Form::pairs,
           {{"开户（出具保函）银行", paper.bank}, {"保证金账户或保函", paper.account}});
  add_list(paper.orders, all);
  add(all, Form::text, "付清以后，请把逐人到账的凭证送本机关；不能支付的，请书面说明原因。");
}

void say_penalty_notice(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add_breach(paper, instruments, all);
  add(all, Form::text,
      fmt::format("依据{}，本机关拟作如下处罚：", cited(paper.basis, instruments)));
  add_list(paper.orders, all);
  if (paper.amount)
    add(all, Form::text, fmt::format("拟处罚款{}。", amount_in_words(*paper.amount)));
  add(all, Form::text,
      fmt::format(
          "依据{}，你（单位）有权陈述、申辩，不会因此加重处罚；也有权要求听证，不收费用。要求听证"
          "的，应在{}以前（含当日）向本机关提出，即告知后五个工作日；晚于落款之日收到本告知书的，"
          "自收到之日起另算五个工作日。",
          cited(words_of(paper.kind).bases, instruments), deadline_in_words(paper)));
}

void say_penalty_decision(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  add_facts(paper, "关于", all);
  add_breach(paper, instruments, all);
  add(all, Form::text, fmt::format("本机关已以 {} 告知。{}", paper.earlier, ended(paper.heard)));
  add(all, Form::text, fmt::format("依据{}，决定：", cited(bases_of(paper), instruments)));
  add_list(paper.orders, all);
  add(all, Form::text,
      fmt::format(
          "罚款{}，自收到本决定书之日起十五日内缴至{}（{}）。逾期每日按罚款数额的百分之三加处"
          "罚款，加处的总额不超过罚款数额（{}、{}）。",
          amount_in_words(*paper.amount), paper.bank, paper.account,
          cited(law::Citation{"cfa", 67, 3}, instruments),
          cited(law::Citation{"cfa", 72, 1, 1}, instruments)));
}

void say_public_answer(const Paper& paper, Passages& all) {
  add(all, Form::text, fmt::format("就 {}，现答复如下。", paper.post));
  add_facts(paper, "关于", all);
  add_list(paper.orders, all);
  add(all, Form::note, fmt::format("本答复经 {} 批准，只载已经查实的事项。", paper.approved_by));
}

void say_proof(const Paper& paper, Passages& all) {
  add(all, Form::text, "你反映的情况已经登记。请保管好查询码，凭它可以查办理进展，不要转给别人。");
  Rows rows{{"查询码", paper.code}};
  for (const auto& [name, value] : paper.lines) rows.push_back({name, value});
  rows.push_back({"校验值（SM3）", paper.digest});
  add_rows(all, Form::pairs, std::move(rows));
  std::string digits = paper.code;
  std::erase(digits, ' ');
  add(all, Form::code, fmt::format("QINGXIN {} SM3 {}", digits, paper.digest));
  add(all, Form::note,
      "校验值由查询码以外的各行算出（每行为“名称、制表符、内容、换行”的 UTF-8 "
      "文字），改动一个字就对不上。"
      "登记不等于认定；登记的内容与所说不符的，请到登记的单位更正。");
}

void say(const Paper& paper, const law::Instruments& instruments, Passages& all) {
  switch (paper.kind) {
    case PaperKind::rectification_order: return say_rectification(paper, instruments, all);
    case PaperKind::payment_order: return say_payment(paper, instruments, all);
    case PaperKind::refusal: return say_refusal(paper, instruments, all);
    case PaperKind::hand_over: return say_hand_over(paper, instruments, all);
    case PaperKind::police_referral: return say_police(paper, instruments, all);
    case PaperKind::deposit_notice: return say_deposit(paper, instruments, all);
    case PaperKind::penalty_notice: return say_penalty_notice(paper, instruments, all);
    case PaperKind::penalty_decision: return say_penalty_decision(paper, instruments, all);
    case PaperKind::public_answer: return say_public_answer(paper, all);
    case PaperKind::filing_proof: return say_proof(paper, all);
  }
}

}  // namespace

std::string day_in_chinese(Date day) {
  const std::chrono::year_month_day parts = civil(day);
  return fmt::format("{}年{}月{}日", int{parts.year()}, unsigned{parts.month()},
                     unsigned{parts.day()});
}

Result<std::vector<Passage>> passages_of(const Paper& paper, const law::Instruments& instruments,
                                         PaperCopy copy) {
  if (const Result<void> right = check_paper(paper); !right) return tl::unexpected(right.error());
  const PaperWords& words = words_of(paper.kind);
  Passages all;
  add_head(paper, all);
  say(paper, instruments, all);
  if (words.remedy == Remedy::appeal) add_appeal(paper, instruments, all);
  add_counting(paper, all);
  add_signing(paper, all);
  if (copy == PaperCopy::full) add_annex(paper, all);
  if (copy == PaperCopy::posted && !paper.wages.empty())
    add(all, Form::note, "张贴的这一份不附工人明细；明细在送达的正本里。");
  if (words.arrival == Arrival::service && copy == PaperCopy::full) add_service(paper, all);
  if (words.arrival == Arrival::slip) add_slip(paper, all);
  return all;
}

}  // namespace qingxin::documents
