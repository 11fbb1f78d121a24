// SPDX-License-Identifier: Apache-2.0
#include "app/settle_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/permit.h"
#include "app/read_stored.h"
#include "base/text.h"
#include "base/utf8.h"
#include "casework/crime.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

using casework::Settlement;
using casework::SettlementKind;
using store::CaseWorker;
using store::DossierFacts;

constexpr int kNameMost = 200;
constexpr std::size_t kWorkersMost = 5'000, kSettlementsMost = 1'000;

// Whose months are not known may be owed for more than three.
casework::CrimeAmount crime_of(const EndFacts& facts, const Dossier& dossier,
                               const casework::World& world) {
  std::vector<casework::OwedWorker> workers;
  for (const casework::Arrears& arrears : facts.workers) {
    casework::OwedWorker worker{.owed = casework::standing_of(arrears, dossier).owed, .months = {}};
    if (!arrears.months.empty()) worker.months = static_cast<int>(arrears.months.size());
    workers.push_back(worker);
  }
  const auto amount = [&](std::string_view name) -> std::optional<Money> {
    const law::ParameterValue* value =
        world.parameters->find(name, world.region, china_day(world.now));
    if (value == nullptr) return std::nullopt;
    return Money{value->value};
  };
  return casework::crime_amount(workers, {.one_worker = amount("crime.one_worker"),
                                          .ten_workers = amount("crime.ten_workers")});
}

// What cannot be told from the amounts stays as a person said.
Result<void> settle_crime(DossierWork& work) {
  const Result<EndFacts> facts = work.end_facts();
  if (!facts) return tl::unexpected(facts.error());
  const casework::CrimeAmount crime = crime_of(*facts, work.now(), work.world());
  if (crime != casework::CrimeAmount::not_known) work.facts().crime = crime;
  return {};
}

CaseWorker* find_worker(DossierFacts& facts, std::int64_t number) {
  const auto found = std::ranges::find_if(
      facts.workers, [&](const CaseWorker& worker) { return worker.arrears.worker == number; });
  return found == facts.workers.end() ? nullptr : &*found;
}

CaseWorker* find_number(DossierFacts& facts, const std::string& id_number) {
  if (id_number.empty()) return nullptr;
  const auto found = std::ranges::find(facts.workers, id_number, &CaseWorker::id_number);
  return found == facts.workers.end() ? nullptr : &*found;
}

CaseWorker& add_worker(DossierFacts& facts) {
  std::int64_t number = 1;
  if (!facts.workers.empty()) number = facts.workers.back().arrears.worker + 1;
  facts.workers.push_back({});
  facts.workers.back().arrears.worker = number;
  return facts.workers.back();
}

Error unknown_worker(std::int64_t number, const DossierFacts& facts) {
  return {ErrorCode::not_found,
          fmt::format("这个案件没有第 {} 人，现有 {} 人；见 qingxin case show", number,
                      facts.workers.size())};
}

Result<void> settle_name(std::string_view what, std::string& text) {
  text = std::string{trim(printable(text))};
  if (character_count(text) <= kNameMost) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("{}有 {} 个字，最多 {} 个", what, character_count(text), kNameMost));
}

// Who enters what is owed and paid handles the case; who calls back must not have.
enum class Part : unsigned char { enters, calls_back };

// A case taken up to change what is known of it.
class Settling {
 public:
  Settling(const CaseDesk& desk, const access::Principal& who, Moment moment, Part part)
      : work_(desk, who, moment), part_(part) {}

  Result<void> take_up(DossierId id) {
    if (const Result<void> taken = work_.take_up(id); !taken) return taken;
    known_workers_ = work_.facts().workers.size();
    if (work_.now().subject != Subject::case_file)
      return fail(ErrorCode::not_found,
                  fmt::format("{} 是线索，不是案件；欠薪登在案件里", number(id)));
    if (part_ == Part::calls_back) return {};
    return work_.may_enter();
  }
  DossierWork& work() { return work_; }
  DossierFacts& facts() { return work_.facts(); }
  // Those who stood there when it was taken up and of whom nothing was said since.
  bool is_untouched(const CaseWorker& worker) {
    const auto index = static_cast<std::size_t>(&worker - facts().workers.data());
    return index < known_workers_ &&
           std::ranges::find(done_.workers, worker.arrears.worker) == done_.workers.end();
  }
  void note(std::int64_t worker) {
    if (std::ranges::find(done_.workers, worker) == done_.workers.end())
      done_.workers.push_back(worker);
  }
  void remark(std::string words) { done_.remarks.push_back(std::move(words)); }

  // What was paid came back, or was never got: the money is not all there any more. What says that
  // it is does not hold either, be it the clearing or a conclusion.
  Result<void> take_back_ends(std::string_view why) {
    const Result<EndFacts> facts = work_.end_facts();
    if (!facts) return tl::unexpected(facts.error());
    const bool is_conclusion_undone = casework::is_paid_conclusion_undone(work_.now(), *facts);
    if (casework::has_any_in(work_.now(), casework::State::cleared) && is_unpaid(*facts))
      if (const Result<void> done = take_back("clearing-reopened", Step::clearing_reopened, why);
          !done)
        return done;
    if (!is_conclusion_undone) return {};
    return take_back("conclusion-reopened", Step::conclusion_reopened, why);
  }

  Result<ArrearsChanged> keep() {
    if (part_ == Part::enters && work_.has_changed()) work_.note_entering();
    const Result<EndFacts> facts = work_.end_facts();
    if (!facts) return tl::unexpected(facts.error());
    if (const Result<void> settled = settle_crime(work_); !settled)
      return tl::unexpected(settled.error());
    done_.sums = casework::sums_of(*facts, work_.now());
    const Result<store::Kept> kept = work_.keep();
    if (!kept) return tl::unexpected(kept.error());
    done_.kept = *kept;
    return std::move(done_);
  }

 private:
  // That nobody has said why more was claimed takes nothing back that was right when it was done.
  bool is_unpaid(const EndFacts& facts) const {
    return std::ranges::any_of(
        casework::missing_for_clearing(work_.now(), facts),
        [](const casework::Gap& gap) { return gap.code != casework::GapCode::defect; });
  }

  Result<void> take_back(std::string_view key, Step step, std::string_view why) {
    Event event;
    event.key = fmt::format("{}-{}", key, work_.now().events.size());
    event.step = step;
    event.reason = why;
    return work_.step_of_machine(event);
  }

  DossierWork work_;
  Part part_;
  std::size_t known_workers_ = 0;
  ArrearsChanged done_;
};

// Somebody without a number whom the same list, sent again, means. Two of one list are two people,
// however alike they are.
CaseWorker* find_repeated(const ArrearsEntered& said, Settling& settling) {
  if (!said.id_number.empty() || (said.name.empty() && said.phone.empty())) return nullptr;
  for (CaseWorker& worker : settling.facts().workers)
    if (worker.from == store::ArrearsFrom::entered && worker.name == said.name &&
        worker.phone == said.phone && worker.arrears.established == said.established &&
        (!said.established || worker.arrears.evidence == said.evidence) &&
        settling.is_untouched(worker))
      return &worker;
  return nullptr;
}

Result<void> enter_one(const ArrearsEntered& entered, Settling& settling) {
  DossierFacts& facts = settling.facts();
  ArrearsEntered said = entered;
  for (const auto& [what, text] : {std::pair{"姓名", &said.name},
                                   {"证件号", &said.id_number},
                                   {"电话", &said.phone},
                                   {"依据", &said.evidence}})
    if (const Result<void> settled = settle_name(what, *text); !settled) return settled;
  said.id_number = plain_number(said.id_number);
  said.phone = plain_number(said.phone);
  CaseWorker* worker =
      said.worker == 0 ? find_number(facts, said.id_number) : find_worker(facts, said.worker);
  if (said.worker != 0 && worker == nullptr)
    return tl::unexpected(unknown_worker(said.worker, facts));
  if (said.worker != 0)
    if (const CaseWorker* other = find_number(facts, said.id_number);
        other != nullptr && other != worker)
      return fail(ErrorCode::conflict,
                  fmt::format("第 {} 人已经是这个证件号，不能两人同号", other->arrears.worker));
  if (said.established && said.established->fen < 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("欠薪数 {} 是负数，请写欠多少", to_string(*said.established)));
  if (said.established && said.evidence.empty())
    return fail(ErrorCode::invalid_input,
                "查明的欠薪数要写依据：工资表、欠条、询问笔录等的名称或文号");
  if (worker == nullptr) worker = find_repeated(said, settling);
  if (worker == nullptr && facts.workers.size() >= kWorkersMost)
    return fail(ErrorCode::invalid_input, fmt::format("一个案件最多登 {} 人", kWorkersMost));
  if (worker == nullptr) worker = &add_worker(facts);
  if (!said.name.empty()) worker->name = said.name;
  if (!said.id_number.empty()) worker->id_number = said.id_number;
  if (!said.phone.empty()) worker->phone = said.phone;
  if (said.established) {
    worker->from = store::ArrearsFrom::entered;
    worker->as_of.reset();
    worker->arrears.months.clear();
    worker->arrears.established = said.established;
    worker->arrears.evidence = said.evidence;
  }
  settling.note(worker->arrears.worker);
  return {};
}

// What the facts in force say of one worker.
struct Established {
  std::string name;
  Money owed;
  std::vector<casework::MonthOwed> months;
};

std::string in_words(const std::vector<casework::MonthOwed>& months) {
  std::string words;
  for (const casework::MonthOwed& one : months)
    words.append(words.empty() ? "" : "、").append(to_string(one.month));
  return words;
}

Result<store::ProjectId> project_of(const DossierWork& work) {
  if (work.read().face.project) return *work.read().face.project;
  return fail(ErrorCode::conflict,
              "案件还没有写明是哪个项目，不能从资料取数；用 qingxin case note --project 写明");
}

// By a bank: what was handed over in notes is proven by a receipt.
bool is_by_bank(const book::Payment& payment) {
  using book::PaymentForm;
  return payment.status == book::PaymentStatus::success && payment.form != PaymentForm::cash &&
         payment.form != PaymentForm::in_kind && payment.form != PaymentForm::promissory;
}

Result<verify::Report> judged(StoredData& seen, const law::Law& law, int threads,
                              store::ProjectId project, Date as_of) {
  const Result<std::string> code = seen.store->code_of(project);
  if (!code) return tl::unexpected(code.error());
  const Result<FolderRead> read = read_stored(seen, {.projects = {project}}, as_of, threads, law);
  if (!read) return tl::unexpected(read.error());
  verify::Settings settings{.as_of = as_of,
                            .first_month = {},
                            .last_month = {},
                            .region = {},
                            .rules = {},
                            .threads = threads,
                            .finding_key = read->finding_key};
  settings.projects.push_back(*code);
  return verify::verify(read->facts, read->law, settings, {});
}

// The rows in force, where somebody's payments have to be looked up; none where nobody's have.
Result<book::Facts> facts_for_months(StoredData& seen, store::ProjectId project,
                                     const DossierFacts& facts) {
  const bool is_paid = std::ranges::any_of(
      facts.workers, [](const CaseWorker& one) { return !one.arrears.settlements.empty(); });
  if (!is_paid) return book::Facts{};
  return stored_facts(seen, {.projects = {project}});
}

std::map<std::string, Established> established_in(const verify::Report& report) {
  std::map<std::string, Established> people;
  for (const verify::ArrearsLine& line : report.arrears) {
    Established& one = people[line.worker];
    one.name = line.worker_name;
    one.owed += line.net - line.paid;
    one.months.push_back({line.month, line.net - line.paid});
  }
  // Of whom something is hidden the rest is no sum.
  for (const verify::UnknownArrears& unknown : report.unknown_arrears) people.erase(unknown.worker);
  return people;
}

// He has his row all the same: until somebody finds out what he is owed, nothing ends.
void take_unknown(const verify::UnknownArrears& unknown, Settling& settling) {
  CaseWorker* worker = find_number(settling.facts(), unknown.worker);
  const bool is_entered = worker != nullptr && worker->from == store::ArrearsFrom::entered;
  if (is_entered && worker->arrears.established) {
    settling.remark(fmt::format("第 {} 人登记的是 {} 元，从资料里算不出来；以登记的为准，请核对",
                                worker->arrears.worker, to_string(*worker->arrears.established)));
    return;
  }
  if (is_entered) return;
  if (worker != nullptr && !worker->arrears.settlements.empty())
    return settling.remark(fmt::format("第 {} 人已记过付款，资料里现在却算不出欠多少；请核对",
                                       worker->arrears.worker));
  if (worker != nullptr && !worker->arrears.established) return;
  if (worker == nullptr) worker = &add_worker(settling.facts());
  worker->id_number = unknown.worker;
  if (worker->name.empty()) worker->name = unknown.worker_name;
  worker->from = store::ArrearsFrom::facts;
  worker->as_of.reset();
  worker->arrears.established.reset();
  worker->arrears.evidence.clear();
  worker->arrears.months.clear();
  settling.note(worker->arrears.worker);
}

// What a bank paid somebody for a month in these days, with its number: it can still be settled
// with, so it is not taken off what is owed.
Money still_to_settle(const book::Facts& facts, std::string_view id_number, Month month, Date after,
                      Date until) {
  Money sum;
  for (const book::Payment& payment : facts.payments)
    if (payment.month == month && payment.date > after && payment.date <= until &&
        is_by_bank(payment) && !payment.cancelled_on &&
        !trim(facts.texts[payment.serial]).empty() && facts.identities[payment.worker] == id_number)
      sum += payment.amount;
  return sum;
}

// Of whom payments are known already, what is owed for a month that stands there stays, for they
// are held against it. Months that have come to be owed since are added, as of the same day.
void add_months(const book::Facts& facts, const Established& established, Date as_of,
                CaseWorker& worker, Settling& settling) {
  casework::Arrears& arrears = worker.arrears;
  if (!arrears.established || !worker.as_of)
    return settling.remark(
        fmt::format("第 {} 人已记过付款，欠薪数没有查明，资料现在算出 {} 元；请核对后登记",
                    arrears.worker, to_string(established.owed)));
  std::vector<casework::MonthOwed> added;
  for (const casework::MonthOwed& one : established.months) {
    const auto known = std::ranges::find(arrears.months, one.month, &casework::MonthOwed::month);
    if (known == arrears.months.end())
      added.push_back({one.month, one.owed + still_to_settle(facts, worker.id_number, one.month,
                                                             *worker.as_of, as_of)});
    else if (one.owed > known->owed)
      settling.remark(fmt::format(
          "第 {} 人 {} 的欠薪登记的是 {} 元，资料现在算出 {} 元；"
          "已记过付款，以登记的为准，请核对",
          arrears.worker, to_string(one.month), to_string(known->owed), to_string(one.owed)));
  }
  if (added.empty()) return;
  Money more;
  for (const casework::MonthOwed& one : added) more += one.owed;
  *arrears.established += more;
  arrears.months.insert(arrears.months.end(), added.begin(), added.end());
  std::ranges::sort(arrears.months, {}, &casework::MonthOwed::month);
  arrears.evidence += fmt::format("；新增{}，截至 {}", in_words(added), to_string(as_of));
  settling.remark(fmt::format("第 {} 人新增 {} 的欠薪 {} 元，共查明 {} 元；以前各月的不变",
                              arrears.worker, in_words(added), to_string(more),
                              to_string(*arrears.established)));
  settling.note(arrears.worker);
}

void take_established(const book::Facts& facts_in_force, const std::string& id_number,
                      const Established& established, Date as_of, Settling& settling) {
  DossierFacts& facts = settling.facts();
  CaseWorker* worker = find_number(facts, id_number);
  if (worker != nullptr && worker->from == store::ArrearsFrom::entered &&
      worker->arrears.established) {
    if (worker->arrears.established != established.owed)
      settling.remark(fmt::format("第 {} 人登记的是 {} 元，资料算出 {} 元；以登记的为准，请核对",
                                  worker->arrears.worker, to_string(*worker->arrears.established),
                                  to_string(established.owed)));
    return;
  }
  if (worker != nullptr && !worker->arrears.settlements.empty())
    return add_months(facts_in_force, established, as_of, *worker, settling);
  if (worker == nullptr) worker = &add_worker(facts);
  worker->id_number = id_number;
  if (worker->name.empty()) worker->name = established.name;
  worker->from = store::ArrearsFrom::facts;
  worker->as_of = as_of;
  worker->arrears.established = established.owed;
  worker->arrears.months = established.months;
  worker->arrears.evidence =
      fmt::format("工资表减代发成功，{}，截至 {}", in_words(established.months), to_string(as_of));
  settling.note(worker->arrears.worker);
}

Instant noon_of(Date day) {
  constexpr std::int64_t kHourMs = 3'600'000;
  return {(std::int64_t{day.days} * 24 + 4) * kHourMs};
}

// One paper pays once, whoever shows it.
Result<void> check_proof(store::Store& held, DossierId id, std::int64_t worker,
                         const std::string& proof) {
  const Result<std::vector<store::ProofUse>> uses = held.dossiers().uses_of_proof(proof);
  if (!uses) return tl::unexpected(uses.error());
  for (const store::ProofUse& use : *uses)
    if (use == store::ProofUse{}) {
      return fail(
          ErrorCode::conflict,
          fmt::format("凭证「{}」已经用过，在您看不到的另一个案件里；一张凭证只算一次", proof));
    } else if (use != store::ProofUse{id, worker}) {
      return fail(ErrorCode::conflict,
                  fmt::format("凭证「{}」已在案件 {} 第 {} 人名下；一张凭证只算一次", proof,
                              number(use.dossier), use.worker));
    }
  return {};
}

// Of whoever was paid by that paper, however its number was typed; a judgment pays nobody.
std::vector<Settlement>::iterator find_paper(std::vector<Settlement>& known,
                                             const Settlement& settlement) {
  const auto is_judgment = [](const Settlement& one) {
    return one.kind == SettlementKind::final_judgment;
  };
  return std::ranges::find_if(known, [&](const Settlement& one) {
    return is_judgment(one) == is_judgment(settlement) &&
           casework::is_same_paper(one.proof, settlement.proof);
  });
}

Settlement* find_proof(CaseWorker& worker, std::string_view proof) {
  const auto known = std::ranges::find_if(worker.arrears.settlements, [&](const Settlement& one) {
    return casework::is_same_paper(one.proof, proof);
  });
  return known == worker.arrears.settlements.end() ? nullptr : &*known;
}

// What the facts say of a payment that stands there. They take one back; that one counts again, or
// counts though the sums differ, is a person's to say.
void compare_payment(const book::Payment& payment, casework::BankState state, Settlement& known,
                     const CaseWorker& worker, Settling& settling) {
  using casework::BankState;
  const auto differs = [&](std::string words) {
    settling.remark(fmt::format("第 {} 人的凭证「{}」{}；以登记的为准，请核对",
                                worker.arrears.worker, known.proof, words));
  };
  if (known.kind != SettlementKind::bank) return differs("不是登记成银行付款，代发明细里却有");
  const bool is_other = known.amount != payment.amount;
  if (is_other)
    differs(fmt::format("登记的是 {} 元，代发明细是 {} 元", to_string(known.amount),
                        to_string(payment.amount)));
  if (known.bank == state) return;
  if (state == BankState::settled && known.bank == BankState::returned)
    return differs("登记已退回，代发明细却是已到账");
  // What was paid by the day of the arrears is taken off them already.
  const bool is_counted = worker.as_of && payment.date <= *worker.as_of;
  if (state == BankState::settled && (is_other || is_counted)) return;
  known.bank = state;
  settling.note(worker.arrears.worker);
}

// In which months a payroll has back pay: of which earlier ones it does not say.
using BackPay = std::set<std::pair<book::WorkerIndex, Month>>;
BackPay back_pay_in(const book::Facts& facts) {
  BackPay months;
  for (const book::PayrollLine& line : facts.payroll)
    if (line.is_back_pay) months.emplace(line.worker, line.month);
  return months;
}

// Whether it pays for a month in which something is owed. Regular wages of another one settle
// nothing; of what may be back pay a person says for which month it was.
bool is_for_arrears(const book::Payment& payment, const BackPay& back_pay, const CaseWorker& worker,
                    Settling& settling) {
  const std::vector<casework::MonthOwed>& months = worker.arrears.months;
  if (std::ranges::find(months, payment.month, &casework::MonthOwed::month) != months.end())
    return true;
  if (months.empty() || back_pay.contains({payment.worker, payment.month}))
    settling.remark(
        fmt::format("第 {} 人 {} 的代发 {} 元写的是 {} 的工资，{}；抵不抵以前的欠薪，"
                    "请核对后逐笔登记",
                    worker.arrears.worker, to_string(payment.date), to_string(payment.amount),
                    to_string(payment.month), months.empty() ? "而欠薪没有分月" : "其中有补发"));
  return false;
}

Result<void> take_payment(store::Store& held, const book::Facts& facts, const BackPay& back_pay,
                          const book::Payment& payment, CaseWorker& worker, Settling& settling) {
  const std::string serial{trim(facts.texts[payment.serial])};
  const casework::BankState state =
      payment.cancelled_on ? casework::BankState::returned : casework::BankState::settled;
  if (Settlement* known = serial.empty() ? nullptr : find_proof(worker, serial)) {
    compare_payment(payment, state, *known, worker, settling);
    return {};
  }
  // Paid before: it is taken off the arrears already, or a person has said what is owed.
  if (!worker.as_of || payment.date <= *worker.as_of) return {};
  if (!is_for_arrears(payment, back_pay, worker, settling)) return {};
  if (serial.empty()) {
    settling.remark(fmt::format("第 {} 人 {} 的代发 {} 元没有流水号，不能作凭证；请补回单",
                                worker.arrears.worker, to_string(payment.date),
                                to_string(payment.amount)));
    return {};
  }
  if (payment.cancelled_on) return {};  // it came and went before anybody counted it
  const Result<void> once =
      check_proof(held, settling.work().read().id, worker.arrears.worker, serial);
  if (!once && once.error().code != ErrorCode::conflict) return once;
  if (!once) {
    settling.remark(once.error().message);
    return {};
  }
  worker.arrears.settlements.push_back({.kind = SettlementKind::bank,
                                        .source = casework::MoneySource::payer,
                                        .amount = payment.amount,
                                        .at = noon_of(payment.date),
                                        .bank = state,
                                        .proof = serial,
                                        .calls = {},
                                        .month = payment.month});
  settling.note(worker.arrears.worker);
  return {};
}

CaseDesk desk_of(StoredData& data, const law::Law& law) {
  return {data.store.get(), &law, data.ids.get()};
}

Result<void> check_settlement(const Settlement& settlement, const Dossier& dossier) {
  const bool is_bank = settlement.kind == SettlementKind::bank;
  if (is_bank && !settlement.bank)
    return fail(ErrorCode::invalid_input, "银行付款要写明到没到账：已发指令、已到账或已退回");
  if (settlement.kind != SettlementKind::final_judgment && settlement.amount.fen <= 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("付款 {} 元不对，应大于零", to_string(settlement.amount)));
  if (character_count(settlement.proof) > kNameMost)
    return fail(ErrorCode::invalid_input, "凭证号太长，请只写编号");
  if (settlement.kind != SettlementKind::final_judgment) return {};
  const auto is_it = [&](const std::string& one) {
    return casework::is_same_paper(one, settlement.proof);
  };
  if (std::ranges::any_of(casework::judgments_of_nothing(dossier), is_it)) return {};
  return fail(ErrorCode::conflict,
              fmt::format("卷里没有文号是「{}」、写明不欠（金额为零）的生效判决或裁决；"
                          "请先记「终审生效」或「裁决生效」。判了要付的，到账以后记付款",
                          settlement.proof));
}

// Of the same payment by bank the news came further: told, settled, came back. Never the other way,
// for a message that was late would undo what is known.
bool is_later_news(const Settlement& settlement, const Settlement& known) {
  return settlement.kind == SettlementKind::bank && known.kind == SettlementKind::bank &&
         settlement.amount == known.amount && settlement.source == known.source &&
         settlement.bank > known.bank;
}

// A further one, whose paper this worker does not have yet. The very same again changes nothing.
Result<void> add_settlement(Settlement settlement, std::vector<Settlement>& known) {
  const auto same = find_paper(known, settlement);
  if (same == known.end()) {
    if (known.size() >= kSettlementsMost)
      return fail(ErrorCode::invalid_input, fmt::format("一人最多记 {} 笔付款", kSettlementsMost));
    known.push_back(std::move(settlement));
    return {};
  }
  if (same->kind == settlement.kind && same->amount == settlement.amount &&
      same->bank == settlement.bank && same->source == settlement.source)
    return {};
  if (is_later_news(settlement, *same)) {
    same->bank = settlement.bank;
    return {};
  }
  return fail(ErrorCode::conflict,
              fmt::format("凭证「{}」已经记为第 {} 笔付款，写的不一样；一张凭证只算一次，"
                          "要改，请写明改的是第几笔",
                          settlement.proof, same - known.begin() + 1));
}

// Beside the others, or in the place of the one that is known otherwise now.
Result<void> put_settlement(const SettlementEntered& entered, Settlement settlement,
                            CaseWorker& worker) {
  std::vector<Settlement>& known = worker.arrears.settlements;
  if (!entered.index) return add_settlement(std::move(settlement), known);
  if (*entered.index < 0 || *entered.index >= std::ssize(known))
    return fail(ErrorCode::not_found,
                fmt::format("第 {} 人没有第 {} 笔付款，现有 {} 笔", entered.worker,
                            *entered.index + 1, known.size()));
  for (int i = 0; i < std::ssize(known); ++i)
    if (i != *entered.index &&
        casework::is_same_paper(known[static_cast<std::size_t>(i)].proof, settlement.proof))
      return fail(
          ErrorCode::conflict,
          fmt::format("凭证「{}」已经记为第 {} 笔付款；一张凭证只算一次", settlement.proof, i + 1));
  Settlement& place = known[static_cast<std::size_t>(*entered.index)];
  settlement.calls = place.calls;
  const bool is_same =
      casework::is_same_paper(place.proof, settlement.proof) || place.proof == settlement.proof;
  if (is_same) settlement.month = place.month;
  // Who said that he has the money spoke of the payment as it stood here; who denied it is heard.
  const bool is_another =
      place.kind != settlement.kind || place.amount != settlement.amount || !is_same;
  if (is_another)
    std::erase_if(settlement.calls, [](const casework::CallBack& call) {
      return call.answer == casework::CallAnswer::received;
    });
  place = std::move(settlement);
  return {};
}

std::string in_words(const std::vector<casework::Delay>& delays) {
  std::string words;
  for (const casework::Delay& delay : delays)
    words += fmt::format("{}「{}」（{}）应于 {} 前", words.empty() ? "" : "、",
                         casework::clock_of(delay.clock)->chinese,
                         casework::clock_of(delay.clock)->name, to_string(delay.due));
  return words;
}

// The one that is meant of those that there are.
Result<casework::Delay> delay_named(std::vector<casework::Delay> delays, const DelayNamed& named) {
  std::erase_if(delays, [&](const auto& one) { return one.defect != named.defect; });
  const std::vector<casework::Delay> of_kind = delays;
  std::erase_if(delays, [&](const casework::Delay& one) {
    return (named.clock && *named.clock != one.clock) || (named.due && *named.due != one.due);
  });
  if (delays.size() == 1) return delays.front();
  if (!delays.empty())
    return fail(ErrorCode::usage,
                fmt::format("「{}」有几处：{}；请写明是哪个期限、应于哪天（--clock、--due）",
                            in_chinese(named.defect), in_words(delays)));
  return fail(ErrorCode::not_found,
              fmt::format("没有这样的迟延，认可不了；「{}」现有：{}", in_chinese(named.defect),
                          of_kind.empty() ? "无" : in_words(of_kind)));
}

// The worker said that he has not got it, though an end was reached: as a look-back that failed.
Result<void> deny(DossierWork& work) {
  using casework::State;
  if (!casework::has_any_in(work.now(), State::concluded) &&
      !casework::has_any_in(work.now(), State::cleared))
    return {};
  Event drawn;
  drawn.key = fmt::format("look-back-{}", work.now().events.size());
  drawn.step = Step::look_back_drawn;
  if (const Result<void> done = work.step_of_machine(drawn); !done) return done;
  Event denied;
  denied.step = Step::money_not_received;
  denied.number = work.now().events.back().number;
  denied.by = casework::Actor::reviewer;
  denied.reason = "回访付款时本人说没收到";
  return work.step(denied);
}

}  // namespace

Result<ArrearsChanged> enter_arrears(const access::Principal& who, Moment moment,
                                     const CaseDesk& desk, DossierId id,
                                     std::span<const ArrearsEntered> entered) {
  if (const Result<void> may = permit(who, access::Action::settle_case); !may)
    return tl::unexpected(may.error());
  Settling settling(desk, who, moment, Part::enters);
  if (const Result<void> taken = settling.take_up(id); !taken) return tl::unexpected(taken.error());
  for (const ArrearsEntered& one : entered)
    if (const Result<void> done = enter_one(one, settling); !done)
      return tl::unexpected(done.error());
  if (const Result<void> back = settling.take_back_ends("重新查明的欠薪数还没有付清"); !back)
    return tl::unexpected(back.error());
  return settling.keep();
}

Result<ArrearsChanged> establish_from_facts(const access::Principal& who, Moment moment,
                                            StoredData& data, const law::Law& law, int threads,
                                            DossierId id, Date as_of) {
  for (const access::Action action : {access::Action::settle_case, access::Action::see_facts})
    if (const Result<void> may = permit(who, action); !may) return tl::unexpected(may.error());
  if (as_of > moment.today)
    return fail(ErrorCode::invalid_input, fmt::format("{} 还没有到", to_string(as_of)));
  const CaseDesk desk = desk_of(data, law);
  Settling settling(desk, who, moment, Part::enters);
  if (const Result<void> taken = settling.take_up(id); !taken) return tl::unexpected(taken.error());
  const Result<store::ProjectId> project = project_of(settling.work());
  if (!project) return tl::unexpected(project.error());
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  const Result<verify::Report> report = judged(*seen, law, threads, *project, as_of);
  if (!report) return tl::unexpected(report.error());
  const Result<book::Facts> facts = facts_for_months(*seen, *project, settling.facts());
  if (!facts) return tl::unexpected(facts.error());
  for (const auto& [id_number, established] : established_in(*report))
    take_established(*facts, id_number, established, as_of, settling);
  for (const verify::UnknownArrears& unknown : report->unknown_arrears)
    take_unknown(unknown, settling);
  if (report->totals.workers_with_unknown_arrears > 0)
    settling.remark(fmt::format("还有 {} 人的欠薪从资料里算不出来（缺行或没有发薪日），请逐人查明",
                                report->totals.workers_with_unknown_arrears));
  if (report->totals.projects_with_unknown_arrears > 0)
    settling.remark("这个项目缺工资表或代发明细，欠薪算不出来；没有资料不等于不欠");
  if (const Result<void> back = settling.take_back_ends("从资料查明的欠薪还没有付清"); !back)
    return tl::unexpected(back.error());
  return settling.keep();
}

Result<ArrearsChanged> settle_from_facts(const access::Principal& who, Moment moment,
                                         StoredData& data, const law::Law& law, DossierId id) {
  for (const access::Action action : {access::Action::settle_case, access::Action::see_facts})
    if (const Result<void> may = permit(who, action); !may) return tl::unexpected(may.error());
  const CaseDesk desk = desk_of(data, law);
  Settling settling(desk, who, moment, Part::enters);
  if (const Result<void> taken = settling.take_up(id); !taken) return tl::unexpected(taken.error());
  const Result<store::ProjectId> project = project_of(settling.work());
  if (!project) return tl::unexpected(project.error());
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  const Result<book::Facts> facts = stored_facts(*seen, {.projects = {*project}});
  if (!facts) return tl::unexpected(facts.error());
  std::map<std::string, CaseWorker*> workers;
  for (CaseWorker& worker : settling.facts().workers)
    if (!worker.id_number.empty()) workers[worker.id_number] = &worker;
  const BackPay back_pay = back_pay_in(*facts);
  for (const book::Payment& payment : facts->payments) {
    if (!is_by_bank(payment) || payment.date > moment.today) continue;
    const auto paid = workers.find(std::string{facts->identities[payment.worker]});
    if (paid == workers.end()) continue;
    const Result<void> done =
        take_payment(*seen->store, *facts, back_pay, payment, *paid->second, settling);
    if (!done) return tl::unexpected(done.error());
  }
  if (const Result<void> back = settling.take_back_ends("代发的款项退回了"); !back)
    return tl::unexpected(back.error());
  return settling.keep();
}

Result<ArrearsChanged> enter_settlement(const access::Principal& who, Moment moment,
                                        const CaseDesk& desk, DossierId id,
                                        const SettlementEntered& entered) {
  if (const Result<void> may = permit(who, access::Action::settle_case); !may)
    return tl::unexpected(may.error());
  Settling settling(desk, who, moment, Part::enters);
  if (const Result<void> taken = settling.take_up(id); !taken) return tl::unexpected(taken.error());
  CaseWorker* worker = find_worker(settling.facts(), entered.worker);
  if (worker == nullptr) return tl::unexpected(unknown_worker(entered.worker, settling.facts()));
  Settlement settlement = entered.settlement;
  settlement.proof = std::string{trim(printable(settlement.proof))};
  settlement.calls.clear();
  if (settlement.at == Instant{}) settlement.at = moment.now;
  if (settlement.at > moment.now) return fail(ErrorCode::invalid_input, "付款的时间在将来，请核对");
  if (const Result<void> sound = check_settlement(settlement, settling.work().now()); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> put = put_settlement(entered, std::move(settlement), *worker); !put)
    return tl::unexpected(put.error());
  settling.note(entered.worker);
  if (const Result<void> back = settling.take_back_ends("已记的付款有变，还没有付清"); !back)
    return tl::unexpected(back.error());
  return settling.keep();
}

Result<ArrearsChanged> enter_call(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  DossierId id, const CallEntered& entered) {
  if (const Result<void> may = permit(who, access::Action::settle_case); !may)
    return tl::unexpected(may.error());
  Settling settling(desk, who, moment, Part::calls_back);
  if (const Result<void> taken = settling.take_up(id); !taken) return tl::unexpected(taken.error());
  CaseWorker* worker = find_worker(settling.facts(), entered.worker);
  if (worker == nullptr) return tl::unexpected(unknown_worker(entered.worker, settling.facts()));
  if (who.user == access::UserId{})
    return fail(ErrorCode::not_permitted, "回访要写明是谁打的：请用 --as 写出登录名");
  const std::vector<casework::PersonId>& handlers = settling.work().now().handlers;
  if (std::ranges::find(handlers, person_of(who)) != handlers.end())
    return fail(ErrorCode::not_permitted, "您办过这个案件，回访要由没有办过的人来做");
  std::vector<Settlement>& known = worker->arrears.settlements;
  if (entered.index < 0 || entered.index >= std::ssize(known))
    return fail(ErrorCode::not_found, fmt::format("第 {} 人没有第 {} 笔付款，现有 {} 笔",
                                                  entered.worker, entered.index + 1, known.size()));
  known[static_cast<std::size_t>(entered.index)].calls.push_back(
      {.person = person_of(who), .at = moment.now, .answer = entered.answer});
  settling.note(entered.worker);
  if (entered.answer == casework::CallAnswer::not_received)
    if (const Result<void> denied = deny(settling.work()); !denied)
      return tl::unexpected(denied.error());
  return settling.keep();
}

Result<store::Kept> accept_delay(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 DossierId id, const DelayNamed& named, std::string_view account) {
  using casework::Defect;
  const Defect defect = named.defect;
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  if (defect != Defect::received_late && defect != Defect::passed_on_late &&
      defect != Defect::past_limit)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("「{}」改得回来，请改好；认可的只是已经过去的迟延", in_chinese(defect)));
  if (trim(account).empty())
    return fail(ErrorCode::invalid_input, "缺少迟延的原因；请写明为什么迟了、告诉了谁");
  if (const Result<void> sound = check_text("迟延的原因", account); !sound)
    return tl::unexpected(sound.error());
  if (who.user == access::UserId{})
    return fail(ErrorCode::not_permitted, "认可迟延要写明是谁：请用 --as 写出登录名");
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(id); !taken) return tl::unexpected(taken.error());
  const std::vector<casework::PersonId>& handlers = work.now().handlers;
  if (std::ranges::find(handlers, person_of(who)) != handlers.end())
    return fail(ErrorCode::not_permitted, "您办过这件事，迟延要由没有办过的人认可");
  const Result<casework::Delay> delay =
      delay_named(casework::delays_of(work.now(), work.world()), named);
  if (!delay) return tl::unexpected(delay.error());
  const casework::DelayAccepted accepted{
      .defect = delay->defect,
      .account = without_numbers_of_people(trim(printable(account))),
      .accepted_by = person_of(who),
      .clock = delay->clock,
      .due = delay->due};
  std::vector<casework::DelayAccepted>& delays = work.facts().delays;
  if (std::ranges::find(delays, accepted) == delays.end()) delays.push_back(accepted);
  return work.keep();
}

Result<store::Kept> note_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 DossierId id, const DossierNotes& notes) {
  if (const Result<void> may = permit(who, access::Action::settle_case); !may)
    return tl::unexpected(may.error());
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(id); !taken) return tl::unexpected(taken.error());
  if (const Result<void> may = work.may_enter(); !may) return tl::unexpected(may.error());
  store::DossierFace& face = work.face();
  DossierFacts& facts = work.facts();
  for (const auto& [what, given, place] :
       {std::tuple{"区划代码", &notes.region_code, &face.region_code},
        {"行业", &notes.industry, &face.industry},
        {"项目名称", &notes.project_name, &face.project_name},
        {"用人单位", &notes.employer, &face.employer},
        {"信用代码", &notes.employer_code, &face.employer_code}}) {
    if (!*given) continue;
    *place = **given;
    if (const Result<void> settled = settle_name(what, *place); !settled)
      return tl::unexpected(settled.error());
    if (place != &face.region_code && place != &face.employer_code)
      *place = without_numbers_of_people(*place);
  }
  if (const Result<void> sound = check_employer_code(face.employer_code); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> sound = check_region(face.region_code); !sound)
    return tl::unexpected(sound.error());
  if (notes.project_code) {
    const Result<store::ProjectId> project =
        desk.store->acting_for(who, moment.now)->project_named(*notes.project_code);
    if (!project) return tl::unexpected(project.error());
    face.project = *project;
  }
  if (notes.funding) face.funding = notes.funding;
  face.incident = notes.incident.value_or(face.incident);
  facts.crime = notes.crime.value_or(facts.crime);
  for (const auto& [what, given, place] :
       {std::tuple{"与反映不同的原因", &notes.why_not_as_claimed, &facts.why_not_as_claimed},
        {"不移送公安的原因", &notes.why_no_police, &facts.why_no_police}}) {
    if (!*given) continue;
    if (const Result<void> sound = check_text(what, **given); !sound)
      return tl::unexpected(sound.error());
    *place = without_numbers_of_people(trim(printable(**given)));
  }
  if (work.now().subject == Subject::case_file && !facts.workers.empty())
    if (const Result<void> settled = settle_crime(work); !settled)
      return tl::unexpected(settled.error());
  if (work.has_changed()) work.note_entering();
  return work.keep();
}

}  // namespace qingxin::app
