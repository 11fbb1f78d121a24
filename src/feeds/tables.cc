// SPDX-License-Identifier: Apache-2.0
#include "feeds/tables.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "book/visit_rows.h"

namespace qingxin::feeds {

using namespace book;  // NOLINT: the readers below speak only of its facts

namespace {

constexpr Word<EmployerKind> kEmployerKinds[] = {{"工程项目", EmployerKind::construction_project},
                                                 {"用人单位", EmployerKind::employer}};
constexpr Word<ProjectStatus> kProjectStatuses[] = {{"筹备", ProjectStatus::preparing},
                                                    {"在建", ProjectStatus::running},
                                                    {"停工", ProjectStatus::stopped},
                                                    {"完工", ProjectStatus::finished}};
constexpr Word<UnitKind> kUnitKinds[] = {{"建设单位", UnitKind::owner},
                                         {"总承包", UnitKind::general_contractor},
                                         {"专业分包", UnitKind::specialist_subcontractor},
                                         {"劳务分包", UnitKind::labour_subcontractor},
                                         {"监理", UnitKind::supervisor},
                                         {"个人", UnitKind::person}};
constexpr Word<LicenceState> kLicenceStates[] = {{"存续", LicenceState::valid},
                                                 {"注销", LicenceState::deregistered},
                                                 {"吊销", LicenceState::revoked},
                                                 {"其他", LicenceState::other}};
constexpr Word<Role> kRoles[] = {{"工人", Role::worker},
                                 {"管理人员", Role::manager},
                                 {"项目经理", Role::project_manager},
                                 {"总监", Role::chief_supervisor}};
constexpr Word<PayBasis> kPayBases[] = {{"日", PayBasis::by_day},
                                        {"月", PayBasis::by_month},
                                        {"时", PayBasis::by_hour},
                                        {"件", PayBasis::by_piece}};
constexpr Word<ContractKind> kContractKinds[] = {{"劳动合同", ContractKind::labour_contract},
                                                 {"用工书面协议", ContractKind::written_agreement}};
constexpr Word<DeductionKind> kDeductionKinds[] = {{"赔偿", DeductionKind::compensation},
                                                   {"其他", DeductionKind::other}};
constexpr Word<PaymentStatus> kPaymentStatuses[] = {{"成功", PaymentStatus::success},
                                                    {"失败", PaymentStatus::failed},
                                                    {"退回", PaymentStatus::returned}};
constexpr Word<PaymentForm> kPaymentForms[] = {{"专户代发", PaymentForm::wage_account},
                                               {"银行转账", PaymentForm::transfer},
                                               {"现金", PaymentForm::cash},
                                               {"实物", PaymentForm::in_kind},
                                               {"白条", PaymentForm::promissory}};
constexpr Word<Direction> kDirections[] = {{"收入", Direction::in}, {"支出", Direction::out}};
constexpr Word<MovementKind> kMovementKinds[] = {
    {"人工费", MovementKind::labour_fee}, {"工资", MovementKind::wages},
    {"保证金", MovementKind::deposit},    {"手续费", MovementKind::charge},
    {"利息", MovementKind::interest},     {"提现", MovementKind::withdrawal},
    {"冻结", MovementKind::freeze},       {"扣划", MovementKind::seizure},
    {"其他", MovementKind::other}};
constexpr Word<DepositForm> kDepositForms[] = {{"现金", DepositForm::cash},
                                               {"银行保函", DepositForm::bank_guarantee},
                                               {"担保公司保函", DepositForm::surety_guarantee},
                                               {"保险", DepositForm::insurance},
                                               {"免存", DepositForm::exempt}};

template <typename Choice, std::size_t N>
std::span<const Word<Choice>> words(const Word<Choice> (&list)[N]) {
  return list;
}

template <typename Row>
void keep(const RowReader& row, std::vector<Row>& rows, Row&& fact) {
  if (!row.fault()) rows.push_back(std::forward<Row>(fact));
}

void read_project(RowReader& row, Intake& intake, Source source) {
  using namespace projects;
  Project p{};
  p.project_id = intake.required_text(row, project_id);
  p.name = intake.text(row, name);
  p.kind = row.choice(kind, words(kEmployerKinds), EmployerKind::construction_project);
  p.region_code = intake.text(row, region_code);
  p.industry = intake.text(row, industry);
  p.programme = intake.text(row, programme);
  p.funding = intake.text(row, funding);
  p.owner = intake.text(row, owner);
  p.owner_credit_code = intake.text(row, owner_credit_code);
  p.general_contractor = intake.text(row, general_contractor);
  p.general_contractor_credit_code = intake.text(row, general_contractor_credit_code);
  p.contract_date = row.date(contract_date);
  p.permit_required = row.yes_no(permit_required);
  p.permit_date = row.date(permit_date);
  p.funds_ready = row.yes_no(funds_ready);
  p.contractor_advance = row.yes_no(contractor_advance);
  p.start_date = row.date(start_date);
  p.planned_end = row.date(planned_end);
  p.completed = row.date(completed);
  p.status = row.choice(status, words(kProjectStatuses), ProjectStatus::none);
  p.contract_amount = row.money(contract_amount);
  p.measure_cycle = intake.text(row, measure_cycle);
  p.settle_method = intake.text(row, settle_method);
  p.labour_cycle_hundredths = row.hundredths(labour_cycle_months);
  p.labour_amount = row.money(labour_amount);
  p.labour_share = intake.text(row, labour_share);
  p.pay_day = row.count(pay_day, 1, 31);
  p.pay_month_offset = row.count(pay_month_offset, 0, 12);
  p.labour_officer = intake.text(row, labour_officer);
  p.has_gate = row.yes_no(has_gate);
  p.source = source;
  keep(row, intake.facts.projects, std::move(p));
}

void read_unit(RowReader& row, Intake& intake, Source source) {
  using namespace units;
  Unit unit{};
  unit.project = intake.project(row, project_id);
  unit.name = intake.required_text(row, name);
  unit.credit_code = intake.text(row, credit_code);
  unit.kind = row.required_choice(kind, words(kUnitKinds));
  unit.qualification = intake.text(row, qualification);
  unit.licence_state = row.choice(licence_state, words(kLicenceStates), LicenceState::none);
  unit.contract_date = row.date(contract_date);
  unit.measure_cycle = intake.text(row, measure_cycle);
  unit.settle_method = intake.text(row, settle_method);
  unit.agency_agreement = row.date(agency_agreement);
  unit.entered = row.date(entered);
  unit.left = row.date(left);
  unit.source = source;
  keep(row, intake.facts.units, std::move(unit));
}

void read_roster_entry(RowReader& row, Intake& intake, Source source) {
  using namespace roster;
  RosterEntry entry{};
  entry.project = intake.project(row, project_id);
  entry.worker = intake.worker(row, id_number);
  entry.employer = intake.text(row, employer);
  entry.team = intake.text(row, team);
  entry.name = intake.text(row, name);
  entry.id_kind = intake.text(row, id_kind);
  entry.phone = intake.account_number(row, phone);
  entry.trade = intake.text(row, trade);
  entry.role = row.choice(role, words(kRoles), Role::worker);
  entry.pay_basis = row.choice(pay_basis, words(kPayBases), PayBasis::none);
  entry.rate = row.money(rate);
  entry.agreed_pay_day = row.count(agreed_pay_day, 1, 31);
  entry.pay_method = intake.text(row, pay_method);
  entry.contract_kind = row.choice(contract_kind, words(kContractKinds), ContractKind::none);
  entry.contract_date = row.date(contract_date);
  entry.registered = row.date(registered);
  entry.trained = row.date(trained);
  entry.entered = row.required_date(entered);
  entry.left = row.date(left);
  entry.settled = row.date(settled);
  entry.card = intake.account_number(row, card);
  entry.bank = intake.text(row, bank);
  entry.card_holder = intake.text(row, card_holder);
  entry.source = source;
  if (!row.fault() && entry.left && *entry.left < entry.entered)
    row.refuse(left, "退场日期早于进场日期");
  keep(row, intake.facts.roster, std::move(entry));
}

void read_account(RowReader& row, Intake& intake, Source source) {
  using namespace accounts;
  Account account{};
  account.project = intake.project(row, project_id);
  account.account = intake.account_number(row, accounts::account);
  if (account.account == 0) row.required_text(accounts::account);
  account.account_name = intake.text(row, account_name);
  account.kind = intake.text(row, kind);
  account.bank = intake.text(row, bank);
  account.bank_city = intake.text(row, bank_city);
  account.opened = row.date(opened);
  account.filed = row.date(filed);
  account.agreement = row.date(agreement);
  account.flagged = row.yes_no(flagged);
  account.notice_posted = row.date(notice_posted);
  account.close_requested = row.date(close_requested);
  account.closed = row.date(closed);
  account.open_cases = intake.text(row, open_cases);
  account.open_suits = intake.text(row, open_suits);
  account.source = source;
  keep(row, intake.facts.accounts, std::move(account));
}

// Days on a payroll come in halves.
std::int32_t half_days(RowReader& row, ColumnIndex column) {
  const std::optional<std::int32_t> hundredths = row.hundredths(column);
  if (!hundredths) return -1;
  if (*hundredths % 50 != 0) row.refuse(column, "出勤天数只能是整天或半天，如 21 或 21.5");
  return *hundredths / 50;
}

void read_payroll_line(RowReader& row, Intake& intake, Source source) {
  using namespace payroll;
  PayrollLine line{};
  line.project = intake.project(row, project_id);
  line.worker = intake.worker(row, id_number);
  line.month = row.required_month(payroll::month);
  line.employer = intake.text(row, employer);
  line.name = intake.text(row, name);
  line.half_days = half_days(row, days);
  line.hours_hundredths = row.hundredths(hours).value_or(-1);
  line.quantity = intake.text(row, quantity);
  line.gross = row.money(gross);
  line.overtime = row.money(overtime);
  line.allowances = row.money(allowances);
  line.withheld = row.money(withheld);
  line.deducted = row.money(deducted);
  line.deduction_kind = row.choice(deduction_kind, words(kDeductionKinds), DeductionKind::none);
  line.net = row.required_money(net);
  line.card = intake.account_number(row, card);
  line.prepared = row.date(prepared);
  line.signed_on = row.date(signed_on);
  line.is_back_pay = row.yes_no(is_back_pay) == Answer::yes;
  line.slip_given = row.date(slip_given);
  line.source = source;
  keep(row, intake.facts.payroll, std::move(line));
}

void read_payment(RowReader& row, Intake& intake, Source source) {
  using namespace payments;
  Payment payment{};
  payment.project = intake.project(row, project_id);
  payment.worker = intake.worker(row, id_number);
  payment.month = row.required_month(payments::month);
  payment.date = row.required_date(payments::date);
  payment.amount = row.required_money(amount);
  payment.payee = intake.text(row, payee);
  payment.payee_account = intake.account_number(row, payee_account);
  payment.source_account = intake.account_number(row, source_account);
  payment.serial = intake.text(row, serial);
  payment.reason = intake.text(row, reason);
  payment.status = row.required_choice(status, words(kPaymentStatuses));
  payment.form = row.choice(form, words(kPaymentForms), PaymentForm::none);
  payment.source = source;
  keep(row, intake.facts.payments, std::move(payment));
}

constexpr std::int32_t kDayHundredths = 2'400;

// A daily row whose hours are 0 and that shows no pass is a row about an absence.
bool shows_nobody(RowReader& row, const AttendanceRow& seen) {
  using namespace attendance;
  return seen.hours_hundredths == 0 && seen.passes < 0 && row.text(first_in).empty() &&
         row.text(last_out).empty();
}

void read_attendance_day(RowReader& row, Intake& intake, AttendanceRow& seen) {
  using namespace attendance;
  const Date day = row.required_date(attendance::date);
  seen.month = month_of(day);
  const std::int32_t worked = row.hundredths(hours).value_or(-1);
  if (worked > kDayHundredths) row.refuse(hours, "一日工时不会超过 24");
  seen.hours_hundredths = static_cast<std::int16_t>(worked);
  seen.passes = static_cast<std::int16_t>(row.count(passes, 0, 9999).value_or(-1));
  seen.first_minute = static_cast<std::int16_t>(read_minutes(row.text(first_in)).value_or(-1));
  seen.last_minute = static_cast<std::int16_t>(read_minutes(row.text(last_out)).value_or(-1));
  seen.days = shows_nobody(row, seen) ? 0 : 1U << (day_of_month(day) - 1);
  keep(row, intake.facts.attendance, std::move(seen));
}

// A day cell that cannot be read is rejected alone; the other days of the row stand.
void refuse_day(RowReader& row, Intake& intake, const AttendanceRow& seen, int day,
                std::string_view written, std::string reason) {
  if (row.fault()) return;
  intake.facts.rejected.push_back({.table = Table::attendance,
                                   .source = seen.source,
                                   .column = std::to_string(day) + "日",
                                   .value = shortened(printable(without_long_numbers(written)), 60),
                                   .reason = std::move(reason),
                                   .project = seen.project,
                                   .month = seen.month});
}

// A cell of hours is a row of its own. More than a day has says that he was there, and no hours.
bool keep_hours(RowReader& row, Intake& intake, const AttendanceRow& seen, int day,
                std::string_view written) {
  const std::optional<std::int32_t> hours = read_hundredths(written);
  if (!hours || *hours > kDayHundredths || row.fault()) return false;
  AttendanceRow one = seen;
  one.days = 1U << (day - 1);
  one.hours_hundredths = static_cast<std::int16_t>(*hours);
  keep(row, intake.facts.attendance, std::move(one));
  return true;
}

void read_attendance_month(RowReader& row, Intake& intake, AttendanceRow& seen) {
  using namespace attendance;
  seen.month = row.required_month(attendance::month);
  std::uint32_t ticked = 0;
  bool has_hours = false;
  for (int day = 1; day <= kDays; ++day) {
    const std::string_view written = row.text(static_cast<ColumnIndex>(first_of_days + day - 1));
    const DayCell cell = read_day_cell(written);
    if (cell == DayCell::unreadable) {
      refuse_day(row, intake, seen, day, written, "只能是 √、×、休、假、事、病、旷、工时或空白");
    } else if (cell == DayCell::there && day > days_in(seen.month)) {
      refuse_day(row, intake, seen, day, written, to_string(seen.month) + " 没有这一日");
    } else if (cell == DayCell::there && keep_hours(row, intake, seen, day, written)) {
      has_hours = true;
    } else if (cell == DayCell::there) {
      ticked |= 1U << (day - 1);
    }
  }
  if (ticked == 0 && has_hours) return;
  seen.days = ticked;
  keep(row, intake.facts.attendance, std::move(seen));
}

void read_attendance(RowReader& row, Intake& intake, Source source) {
  using namespace attendance;
  AttendanceRow seen{};
  seen.project = intake.project(row, project_id);
  seen.worker = intake.worker(row, id_number);
  seen.hours_hundredths = -1;
  seen.passes = -1;
  seen.first_minute = -1;
  seen.last_minute = -1;
  seen.source = source;
  if (row.layout().is_monthly) return read_attendance_month(row, intake, seen);
  read_attendance_day(row, intake, seen);
}

void read_movement(RowReader& row, Intake& intake, Source source) {
  using namespace movements;
  Movement movement{};
  movement.account = intake.account_number(row, account);
  if (movement.account == 0) row.required_text(account);
  movement.date = row.required_date(movements::date);
  movement.direction = row.required_choice(direction, words(kDirections));
  movement.amount = row.required_money(amount);
  movement.kind = row.choice(kind, words(kMovementKinds), MovementKind::none);
  movement.counterparty = intake.text(row, counterparty);
  movement.counterparty_account = intake.account_number(row, counterparty_account);
  movement.memo = intake.text(row, memo);
  movement.serial = intake.text(row, serial);
  movement.source = source;
  const std::string_view account_text = intake.facts.texts[movement.account];
  movement.project = row.text(project_id).empty() ? intake.only_project_of(account_text)
                                                  : intake.project(row, project_id);
  const bool is_nobodys = row.text(project_id).empty() && !intake.has_account(account_text);
  if (!row.fault() && is_nobodys)
    row.refuse(account, "账号不在「专户」表中，又没有项目编号，不知道是哪个项目的");
  keep(row, intake.facts.movements, std::move(movement));
}

void read_labour_fee(RowReader& row, Intake& intake, Source source) {
  using namespace labour_fees;
  LabourFee fee{};
  fee.project = intake.project(row, project_id);
  fee.period = intake.required_text(row, period);
  fee.due = row.required_date(due);
  fee.amount = row.required_money(amount);
  fee.source = source;
  keep(row, intake.facts.labour_fees, std::move(fee));
}

void read_dispute(RowReader& row, Intake& intake, Source source) {
  using namespace disputes;
  Dispute dispute{};
  dispute.project = intake.project(row, project_id);
  dispute.opened = row.required_date(opened);
  dispute.ended = row.date(ended);
  dispute.about = intake.text(row, about);
  dispute.source = source;
  keep(row, intake.facts.disputes, std::move(dispute));
}

void read_deposit(RowReader& row, Intake& intake, Source source) {
  using namespace deposits;
  Deposit deposit{};
  deposit.project = intake.project(row, project_id);
  deposit.form = row.required_choice(form, words(kDepositForms));
  deposit.amount = row.money(amount);
  deposit.stored = row.date(stored);
  deposit.expires = row.date(expires);
  deposit.beneficiary = intake.text(row, beneficiary);
  deposit.exemption_number = intake.text(row, exemption_number);
  deposit.clean_years = row.count(clean_years, 0, 99);
  deposit.arrears_in_two_years = row.yes_no(arrears_in_two_years);
  deposit.listed = row.yes_no(listed);
  deposit.parallel_projects = row.count(parallel_projects, 0, 99999);
  deposit.used = row.date(used);
  deposit.used_amount = row.money(used_amount);
  deposit.topped_up = row.date(topped_up);
  deposit.source = source;
  keep(row, intake.facts.deposits, std::move(deposit));
}

void read_guarantee(RowReader& row, Intake& intake, Source source) {
  Guarantee guarantee{};
  guarantee.project = intake.project(row, guarantees::project_id);
  guarantee.amount = row.money(guarantees::amount);
  guarantee.from = row.date(guarantees::from);
  guarantee.to = row.date(guarantees::to);
  guarantee.source = source;
  keep(row, intake.facts.guarantees, std::move(guarantee));
}

void read_board(RowReader& row, Intake& intake, Source source) {
  using namespace boards;
  Board board{};
  board.project = intake.project(row, project_id);
  board.posted = row.date(posted);
  for (ColumnIndex column = place; column <= legal_service_hotline; ++column)
    board.fields.push_back(intake.text(row, column));
  board.source = source;
  keep(row, intake.facts.boards, std::move(board));
}

}  // namespace

void read_row(Table table, RowReader& row, Intake& intake, Source source) {
  switch (table) {
    case Table::projects: return read_project(row, intake, source);
    case Table::units: return read_unit(row, intake, source);
    case Table::roster: return read_roster_entry(row, intake, source);
    case Table::accounts: return read_account(row, intake, source);
    case Table::payroll: return read_payroll_line(row, intake, source);
    case Table::payments: return read_payment(row, intake, source);
    case Table::attendance: return read_attendance(row, intake, source);
    case Table::movements: return read_movement(row, intake, source);
    case Table::labour_fees: return read_labour_fee(row, intake, source);
    case Table::disputes: return read_dispute(row, intake, source);
    case Table::deposits: return read_deposit(row, intake, source);
    case Table::guarantees: return read_guarantee(row, intake, source);
    case Table::boards: return read_board(row, intake, source);
  }
}

bool has_answers(Table table) {
  return table == Table::projects || table == Table::accounts || table == Table::deposits;
}

void fill_blank_answers(Intake& intake, Table table, const AnswerStyles& styles,
                        std::size_t first) {
  const auto fill = [&](auto& rows, ColumnIndex column, auto member) {
    if (!styles[column].has_tick || styles[column].has_no) return;
    for (std::size_t i = first; i < rows.size(); ++i)
      if (rows[i].*member == Answer::none) rows[i].*member = Answer::no;
  };
  Facts& facts = intake.facts;
  if (table == Table::projects) {
    fill(facts.projects, projects::permit_required, &Project::permit_required);
    fill(facts.projects, projects::funds_ready, &Project::funds_ready);
    fill(facts.projects, projects::contractor_advance, &Project::contractor_advance);
    fill(facts.projects, projects::has_gate, &Project::has_gate);
  } else if (table == Table::accounts) {
    fill(facts.accounts, accounts::flagged, &Account::flagged);
  } else if (table == Table::deposits) {
    fill(facts.deposits, deposits::arrears_in_two_years, &Deposit::arrears_in_two_years);
    fill(facts.deposits, deposits::listed, &Deposit::listed);
  }
}

ProjectIndex Intake::project(RowReader& row, ColumnIndex column) {
  const std::string_view project_id = row.required_text(column);
  if (project_id.empty()) return kNone;
  if (project_id == last_project_id_) return last_project_;
  const ProjectIndex found = find_project(project_id);
  if (found == kNone) {
    row.refuse(column, "「项目」表中没有这个项目编号");
    return kNone;
  }
  last_project_id_ = project_id;
  last_project_ = found;
  return found;
}

TextId Intake::keep(std::string_view text, ColumnIndex column) {
  if (text.empty()) return 0;
  TextId& last = last_texts_[column];
  if (!are_equal(facts.texts[last], text))
    last = is_printable(text) ? facts.texts.add(text) : facts.texts.add(printable(text));
  return last;
}

TextId Intake::account_number(RowReader& row, ColumnIndex column) {
  const std::string_view written = row.text(column);
  if (written.empty()) return 0;
  if (has_only_digits(written)) return facts.texts.add(written);
  if (written.find_first_of(" -") == std::string_view::npos && is_printable(written))
    return facts.texts.add(written);
  std::string digits = printable(written);
  std::erase_if(digits, [](char c) { return c == ' ' || c == '-'; });
  return facts.texts.add(digits);
}

WorkerIndex Intake::worker(RowReader& row, ColumnIndex column) {
  return worker(row.identity(column));
}

WorkerIndex Intake::worker(std::string_view number) {
  if (number.empty()) return 0;
  if (!are_equal(number, facts.identities[last_worker_]))
    last_worker_ = facts.identities.add(number);
  return last_worker_;
}

void Intake::clear() {
  facts.texts.clear();
  facts.identities.clear();
  for (const TableShape& shape : all_tables())
    visit_rows(facts, shape.table, [](auto& rows) { rows.clear(); });
  facts.rejected.clear();
  last_project_id_.clear();
  last_project_ = kNone;
  last_worker_ = 0;
  last_texts_ = {};
}

ProjectIndex Intake::find_project(std::string_view project_id) const {
  if (whole_ != nullptr) return whole_->find_project(project_id);
  const auto found = projects_.find(project_id);
  return found == projects_.end() ? kNone : found->second;
}

void Intake::index_projects() {
  for (std::size_t i = 0; i < facts.projects.size(); ++i)
    projects_[facts.texts[facts.projects[i].project_id]] = static_cast<ProjectIndex>(i);
}

void Intake::index_accounts() {
  for (const Account& account : facts.accounts) {
    const auto [entry, is_new] = accounts_.try_emplace(account.account, account.project);
    if (!is_new && entry->second != account.project) entry->second = kNone;
  }
}

void Intake::know_account(std::string_view account, std::string_view project_id) {
  const ProjectIndex project = find_project(project_id);
  const auto [entry, is_new] = accounts_.try_emplace(facts.texts.add(account), project);
  if (!is_new && entry->second != project) entry->second = kNone;
}

bool Intake::has_account(std::string_view account) const {
  if (whole_ != nullptr) return whole_->has_account(account);
  return accounts_.contains(facts.texts.find(account));
}

ProjectIndex Intake::only_project_of(std::string_view account) const {
  if (whole_ != nullptr) return whole_->only_project_of(account);
  const auto found = accounts_.find(facts.texts.find(account));
  return found == accounts_.end() ? kNone : found->second;
}

}  // namespace qingxin::feeds
