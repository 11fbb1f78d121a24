// SPDX-License-Identifier: Apache-2.0
#include "nation/nation.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check_digit.h"
#include "sample/random.h"

namespace qingxin::nation {

using namespace book;  // NOLINT: its rows are what is made
using sample::Random;

const std::string_view kParameters =
    "[[minimum_wage]]\nregion = \"990000\"\nfrom = \"2025-01-01\"\nmonth = \"1900.00\"\n"
    "hour = \"19.00\"\nsource = \"样例\"\n"
    "[[deposit]]\nregion = \"990000\"\nfrom = \"2025-01-01\"\nrate = \"1.5%\"\nsource = \"样例\"\n";

std::string_view rule_of(Fault fault) {
  constexpr std::array<std::string_view, kFaults> kRules{"",    "W01", "W01", "W02", "W06", "W11",
                                                         "W16", "W17", "X04", "X04", "F05", "F06"};
  return kRules[static_cast<std::size_t>(fault)];
}

namespace {

constexpr int kLeastWorkers = 20, kMostWorkers = 72;
constexpr std::uint64_t kCounties = 2800;
constexpr std::size_t kProjectsOfPiece = 64;
constexpr std::size_t kTextsOfProject = 17;  // but for those of its workers
constexpr std::size_t kTextsOfWorker = 2 + kMonths;

// Texts that stand everywhere: made once, numbered alike in every piece.
struct SharedTexts {
  TextColumns columns;
  std::vector<TextId> counties, authorities, contractors, contractor_codes, subcontractors;
  std::vector<TextId> subcontractor_codes, names, teams, trades, banks, periods;
  TextId identity_card, cycle, settling, building, government, owner_code, kind_of_account,
      elsewhere, transfer, share, zero, memo_fee, memo_wages, phone, qualification,
      template_version, minimum, beneficiary;

  TextId add(std::string_view text) { return columns.append(text); }
  void add_companies(const char* kind, int count, int base, std::vector<TextId>& names_of,
                     std::vector<TextId>& codes);
  SharedTexts();
};

void SharedTexts::add_companies(const char* kind, int count, int base,
                                std::vector<TextId>& names_of, std::vector<TextId>& codes) {
  for (int i = 0; i < count; ++i) {
    names_of.push_back(add(fmt::format("第{}{}有限公司", i + 1, kind)));
    const std::string code = fmt::format("91990000MA{:07}", base + i);
    codes.push_back(add(code + credit_code_check_character(code)));
  }
}

SharedTexts::SharedTexts() {
  constexpr std::string_view kFamilies[] = {"王", "李", "张", "刘", "陈", "杨", "黄",
                                            "赵", "吴", "周", "徐", "孙", "马", "朱",
                                            "胡", "郭", "何", "林", "高", "罗"};
  constexpr std::string_view kGiven[] = {
      "秀", "国", "建", "春", "志", "海", "晓", "玉", "文", "明", "永", "红", "军", "平", "成",
      "华", "梅", "强", "喜", "福", "生", "林", "兰", "芳", "波", "江", "山", "天", "安", "宝"};
  for (std::uint64_t i = 0; i < kCounties; ++i) {
    counties.push_back(add(fmt::format("99{:04}", 100 + i)));
    authorities.push_back(add(fmt::format("第{}县住房和城乡建设局", i + 1)));
  }
  add_companies("建设工程", 900, 100, contractors, contractor_codes);
  add_companies("建筑劳务", 2000, 10'000, subcontractors, subcontractor_codes);
  for (const std::string_view family : kFamilies)
    for (const std::string_view one : kGiven)
      for (const std::string_view other : kGiven)
        names.push_back(add(fmt::format("{}{}{}", family, one, other)));
  for (int i = 1; i <= 6; ++i) teams.push_back(add(fmt::format("施工{}组", i)));
  for (const char* trade : {"钢筋工", "木工", "混凝土工", "架子工", "砌筑工", "电工"})
    trades.push_back(add(trade));
  for (const char* bank : {"第一银行", "第二银行", "第三银行"}) banks.push_back(add(bank));
  for (int i = 0; i < kMonths; ++i) periods.push_back(add(to_string(kFirstMonth + i)));
  identity_card = add("居民身份证");
  cycle = add("月");
  settling = add("按月计量，竣工后六十日内结算");
  building = add("房屋建筑");
  government = add("政府投资");
  const std::string owner = "11990000MA0000001";
  owner_code = add(owner + credit_code_check_character(owner));
  kind_of_account = add("专用存款账户");
  elsewhere = add("99019999000000000001");
  transfer = add("银行转账");
  share = add("20%");
  zero = add("0");
  memo_fee = add("人工费");
  memo_wages = add("工资代发");
  phone = add("0000-1234501");
  qualification = add("施工总承包二级");
  template_version = add("2024版");
  minimum = add("1900.00");
  beneficiary = add("县人力资源和社会保障局");
}

// Where a project begins in what is counted over all of them.
struct Start {
  std::uint64_t worker = 1;  // 0 is nobody
  std::uint64_t text = 0;
};

Random stream(std::uint64_t seed, std::uint64_t project, std::uint64_t subject) {
  return {seed, project * 8 + subject};
}

int workers_of_project(std::uint64_t seed, std::uint64_t project) {
  return stream(seed, project, 0).between(kLeastWorkers, kMostWorkers);
}

std::vector<Start> starts_of(std::uint64_t worker_months, std::uint64_t seed,
                             std::uint64_t first_text) {
  std::vector<Start> starts{{1, first_text}};
  while ((starts.back().worker - 1) * kMonths < worker_months) {
    const auto workers = static_cast<std::uint64_t>(workers_of_project(seed, starts.size() - 1));
    starts.push_back({starts.back().worker + workers,
                      starts.back().text + kTextsOfProject + workers * kTextsOfWorker});
  }
  return starts;
}

std::string identity_of(std::uint64_t worker, std::uint64_t county) {
  constexpr std::uint64_t kBirthdays = 13'000, kStride = 37, kSequence = 999;
  const Date birthday = date(1967, 1, 1) + static_cast<int>(worker * kStride % kBirthdays);
  std::string day = to_string(birthday);
  std::erase(day, '-');
  const std::string number =
      fmt::format("99{:04}{}{:03}", 100 + county, day, worker % kSequence + 1);
  return number + identity_check_digit(number);
}

std::string card_of(std::uint64_t worker) {
  std::string card = fmt::format("6299{:014}", worker);
  for (char digit = '0'; digit <= '9'; ++digit)
    if (passes_luhn(card + digit)) return card + digit;
  return card;
}

// Whole days of a month, sixteen to twenty-two of them.
std::uint32_t days_there(Month month, Random& random) {
  std::uint32_t days = 0;
  const int last = days_in(month);
  const int rest = random.below(7);
  for (int day = 0; day < last; ++day)
    if ((day + rest) % 7 != 6 && (day * 5 + rest) % 11 != 3) days |= std::uint32_t{1} << day;
  return days;
}

Fault fault_of_worker_month(Random& random) {
  constexpr int kOf = 1000, kEach = 4;
  const int drawn = random.below(kOf);
  if (drawn >= kEach * 9) return Fault::none;
  return static_cast<Fault>(1 + drawn / kEach);
}

Fault fault_of_project(Random& random) {
  constexpr int kOf = 100;
  const int drawn = random.below(kOf);
  return drawn == 0 ? Fault::fee_late : drawn == 1 ? Fault::fees_short : Fault::none;
}

// Makes the rows of one project after the other. Texts and workers are numbered as the piece has
// them: the shared ones first.
class ProjectMaker {
 public:
  ProjectMaker(const SharedTexts& shared, std::uint64_t seed, TextColumns& texts,
               TextColumns& identities, std::array<std::uint64_t, kFaults>& planted)
      : shared_(&shared),
        seed_(seed),
        texts_(&texts),
        identities_(&identities),
        planted_(&planted) {}

  Project make(std::uint64_t index, std::uint64_t projects, const Start& start, ProjectRows& rows);

 private:
  struct Wages {
    std::array<Money, kMonths> net{};
  };
  Project project(std::uint64_t county);
  void add_worker(std::uint64_t worker, std::uint64_t county, Wages& wages);
  void add_month(const RosterEntry& entry, int m, Money rate, Wages& wages);
  void add_attendance(const RosterEntry& entry, Month month, std::uint32_t days);
  void add_payment(const RosterEntry& entry, int m, Money net, Fault fault);
  void add_money(const Wages& wages);
  void add_movement(Date day, Money amount, Direction direction, MovementKind kind);
  void add_papers(const Project& project);
  void add_unit(UnitKind kind, TextId name, TextId code);
  Source source(std::uint16_t file, std::uint64_t row) const {
    return {static_cast<std::uint32_t>(row + 2), file};
  }

  const SharedTexts* shared_;
  std::uint64_t seed_;
  TextColumns* texts_;
  TextColumns* identities_;
  std::array<std::uint64_t, kFaults>* planted_;
  Random random_{0, 0};
  std::uint64_t index_ = 0;
  Start start_;
  ProjectRows* rows_ = nullptr;
  TextId account_ = 0, contractor_ = 0, contractor_code_ = 0, labour_ = 0, labour_code_ = 0,
         officer_ = 0;
  int pay_day_ = 15;
};

constexpr Date kBegan = date(2026, 3, 1);

Project ProjectMaker::make(std::uint64_t index, std::uint64_t projects, const Start& start,
                           ProjectRows& rows) {
  rows = {};
  rows_ = &rows;
  index_ = index;
  start_ = start;
  random_ = stream(seed_, index, 1);
  const std::uint64_t county = index * kCounties / projects;
  const std::size_t texts_before = texts_->size();
  const Project made = project(county);
  Wages wages;
  const int workers = workers_of_project(seed_, index);
  for (int i = 0; i < workers; ++i)
    add_worker(start.worker + static_cast<std::uint64_t>(i), county, wages);
  add_money(wages);
  add_papers(made);
  const std::size_t texts = kTextsOfProject + static_cast<std::size_t>(workers) * kTextsOfWorker;
  while (texts_->size() < texts_before + texts)
    texts_->append(fmt::format("备{:09}", start.text + texts_->size() - texts_before));
  return made;
}

Project ProjectMaker::project(std::uint64_t county) {
  const auto pick = [&](const std::vector<TextId>& from) {
    return static_cast<std::size_t>(random_.below(static_cast<int>(from.size())));
  };
  const std::size_t contractor = pick(shared_->contractors), labour = pick(shared_->subcontractors);
  contractor_ = shared_->contractors[contractor];
  contractor_code_ = shared_->contractor_codes[contractor];
  labour_ = shared_->subcontractors[labour];
  labour_code_ = shared_->subcontractor_codes[labour];
  officer_ = shared_->names[pick(shared_->names)];
  pay_day_ = 15 + 5 * random_.below(3);
  const TextId id = texts_->append(fmt::format("PN{:07}", index_ + 1));
  const TextId name = texts_->append(fmt::format("第{}号住宅工程", index_ + 1));
  account_ = texts_->append(fmt::format("99010900{:012}", index_ + 1));
  return {.project_id = id,
          .name = name,
          .kind = EmployerKind::construction_project,
          .region_code = shared_->counties[county],
          .industry = shared_->building,
          .programme = 0,
          .funding = shared_->government,
          .owner = shared_->authorities[county],
          .owner_credit_code = shared_->owner_code,
          .general_contractor = contractor_,
          .general_contractor_credit_code = contractor_code_,
          .contract_date = kBegan - 40,
          .permit_required = Answer::yes,
          .permit_date = kBegan - 10,
          .funds_ready = Answer::yes,
          .contractor_advance = Answer::no,
          .start_date = kBegan,
          .planned_end = kBegan + 600,
          .completed = {},
          .status = ProjectStatus::running,
          .contract_amount = yuan(30'000'000),
          .measure_cycle = shared_->cycle,
          .settle_method = shared_->settling,
          .labour_cycle_hundredths = 100,
          .labour_amount = yuan(6'000'000),
          .labour_share = shared_->share,
          .pay_day = pay_day_,
          .pay_month_offset = 1,
          .labour_officer = officer_,
          .has_gate = Answer::yes,
          .source = source(0, index_)};
}

void ProjectMaker::add_worker(std::uint64_t worker, std::uint64_t county, Wages& wages) {
  const Money rate = yuan(10 * random_.between(24, 42));
  const TextId name =
      shared_
          ->names[static_cast<std::size_t>(random_.below(static_cast<int>(shared_->names.size())))];
  const auto trade = static_cast<std::size_t>(random_.below(6));
  const WorkerIndex index = identities_->append(identity_of(worker, county));
  const TextId phone = texts_->append(fmt::format("100{:08}", worker));
  const TextId card = texts_->append(card_of(worker));
  const Date entered = kBegan + random_.below(20);
  const RosterEntry entry{.project = static_cast<ProjectIndex>(index_),
                          .worker = index,
                          .employer = labour_,
                          .team = shared_->teams[trade],
                          .name = name,
                          .id_kind = shared_->identity_card,
                          .phone = phone,
                          .trade = shared_->trades[trade],
                          .role = Role::worker,
                          .pay_basis = PayBasis::by_day,
                          .rate = rate,
                          .agreed_pay_day = pay_day_,
                          .pay_method = shared_->transfer,
                          .contract_kind = ContractKind::written_agreement,
                          .contract_date = entered,
                          .registered = entered,
                          .trained = entered,
                          .entered = entered,
                          .left = {},
                          .settled = {},
                          .card = card,
                          .bank = shared_->banks[trade % 3],
                          .card_holder = name,
                          .source = source(1, worker)};
  rows_->roster.push_back(entry);
  for (int m = 0; m < kMonths; ++m) add_month(entry, m, rate, wages);
}

void ProjectMaker::add_month(const RosterEntry& entry, int m, Money rate, Wages& wages) {
  constexpr std::int64_t kLowRate = 60, kHigh = 60'000, kMissing = 100;
  constexpr int kDaysOut = 7;
  const Month month = kFirstMonth + m;
  const Fault fault = fault_of_worker_month(random_);
  ++(*planted_)[static_cast<std::size_t>(fault)];
  const std::uint32_t days = days_there(month, random_);
  const int count = std::popcount(days);
  if (fault != Fault::absent) add_attendance(entry, month, days);
  Money gross{(fault == Fault::low ? yuan(kLowRate) : rate).fen * count};
  if (fault == Fault::high) gross = yuan(kHigh);
  const Money net = fault == Fault::sums ? gross - yuan(kMissing) : gross;
  const Date prepared = first_day(month + 1) + 4;
  const std::uint64_t row = rows_->payroll.size() + start_.worker * kMonths;
  rows_->payroll.push_back({.project = entry.project,
                            .worker = entry.worker,
                            .month = month,
                            .employer = entry.employer,
                            .name = entry.name,
                            .half_days = 2 * (fault == Fault::days ? count - kDaysOut : count),
                            .hours_hundredths = -1,
                            .quantity = 0,
                            .net = net,
                            .gross = gross,
                            .overtime = Money{},
                            .allowances = Money{},
                            .withheld = Money{},
                            .deducted = Money{},
                            .deduction_kind = DeductionKind::none,
                            .is_back_pay = false,
                            .card = entry.card,
                            .prepared = prepared,
                            .signed_on = prepared + 1,
                            .slip_given = prepared + 4,
                            .source = source(2, row)});
  wages.net[static_cast<std::size_t>(m)] = wages.net[static_cast<std::size_t>(m)] + net;
  add_payment(entry, m, net, fault);
}

void ProjectMaker::add_attendance(const RosterEntry& entry, Month month, std::uint32_t days) {
  const std::uint64_t row = rows_->attendance.size() + start_.worker * kMonths;
  rows_->attendance.push_back({.project = entry.project,
                               .worker = entry.worker,
                               .month = month,
                               .days = days,
                               .hours_hundredths = -1,
                               .passes = -1,
                               .first_minute = -1,
                               .last_minute = -1,
                               .source = source(3, row)});
}

void ProjectMaker::add_payment(const RosterEntry& entry, int m, Money net, Fault fault) {
  constexpr std::int64_t kShort = 300;
  const Month month = kFirstMonth + m;
  const std::uint64_t row = rows_->payments.size() + start_.worker * kMonths;
  const TextId serial =
      texts_->append(fmt::format("DF{:07}{:02}{:05}", index_ + 1, m + 1, rows_->payroll.size()));
  if (fault == Fault::unpaid) return;
  const Date nominal = first_day(month + 1) + (pay_day_ - 1);
  const bool is_elsewhere = fault == Fault::elsewhere;
  rows_->payments.push_back(
      {.project = entry.project,
       .worker = entry.worker,
       .month = month,
       .date = fault == Fault::late ? nominal + 4 : first_day(month + 1) + 8,
       .amount = fault == Fault::short_paid ? net - yuan(kShort) : net,
       .payee = entry.name,
       .payee_account = entry.card,
       .source_account = is_elsewhere ? shared_->elsewhere : account_,
       .serial = serial,
       .reason = 0,
       .status = PaymentStatus::success,
       .form = is_elsewhere ? PaymentForm::transfer : PaymentForm::wage_account,
       .cancelled_on = {},
       .source = source(4, row)});
}

void ProjectMaker::add_movement(Date day, Money amount, Direction direction, MovementKind kind) {
  const bool is_fee = kind == MovementKind::labour_fee;
  const TextId serial =
      texts_->append(fmt::format("LS{:07}{:04}", index_ + 1, rows_->movements.size() + 1));
  rows_->movements.push_back({.account = account_,
                              .project = static_cast<ProjectIndex>(index_),
                              .date = day,
                              .amount = amount,
                              .direction = direction,
                              .kind = kind,
                              .counterparty = is_fee ? shared_->authorities[0] : 0,
                              .counterparty_account = 0,
                              .memo = is_fee ? shared_->memo_fee : shared_->memo_wages,
                              .serial = serial,
                              .source = source(5, index_ * 2 * kMonths + rows_->movements.size())});
}

void ProjectMaker::add_money(const Wages& wages) {
  constexpr std::int64_t kMargin = 1000, kTenths = 8;
  constexpr int kDue = 24, kComes = 19, kLate = 15;
  const Fault fault = fault_of_project(random_);
  ++(*planted_)[static_cast<std::size_t>(fault)];
  const int late = fault == Fault::fee_late ? random_.below(kMonths) : -1;
  for (int m = 0; m < kMonths; ++m) {
    const Month month = kFirstMonth + m;
    const Money net = wages.net[static_cast<std::size_t>(m)];
    const Money planned =
        fault == Fault::fees_short ? Money{net.fen / 10 * kTenths} : net + yuan(kMargin);
    rows_->labour_fees.push_back(
        {.project = static_cast<ProjectIndex>(index_),
         .period = shared_->periods[static_cast<std::size_t>(m)],
         .due = first_day(month) + kDue,
         .amount = planned,
         .source = source(6, index_ * kMonths + static_cast<std::uint64_t>(m))});
    const Date comes = first_day(month) + kComes;
    add_movement(m == late ? comes + kLate : comes, planned, Direction::in,
                 MovementKind::labour_fee);
    add_movement(first_day(month + 1) + 8, net, Direction::out, MovementKind::wages);
  }
}

void ProjectMaker::add_unit(UnitKind kind, TextId name, TextId code) {
  rows_->units.push_back({.project = static_cast<ProjectIndex>(index_),
                          .name = name,
                          .credit_code = code,
                          .kind = kind,
                          .qualification = shared_->qualification,
                          .licence_state = LicenceState::valid,
                          .contract_date = kBegan - 30,
                          .measure_cycle = shared_->cycle,
                          .settle_method = shared_->settling,
                          .agency_agreement = kBegan - 20,
                          .entered = kBegan,
                          .left = {},
                          .source = source(7, index_ * 2 + rows_->units.size())});
}

void ProjectMaker::add_papers(const Project& project) {
  const auto index = static_cast<ProjectIndex>(index_);
  add_unit(UnitKind::general_contractor, contractor_, contractor_code_);
  add_unit(UnitKind::labour_subcontractor, labour_, labour_code_);
  rows_->accounts.push_back(
      {.project = index,
       .account = account_,
       .account_name = texts_->append(fmt::format("第{}号住宅工程农民工工资专用账户", index_ + 1)),
       .kind = shared_->kind_of_account,
       .bank = shared_->banks[0],
       .bank_city = 0,
       .opened = kBegan - 30,
       .filed = kBegan - 20,
       .agreement = kBegan - 30,
       .flagged = Answer::yes,
       .notice_posted = {},
       .close_requested = {},
       .closed = {},
       .open_cases = shared_->zero,
       .open_suits = shared_->zero,
       .source = source(8, index_)});
  rows_->deposits.push_back({.project = index,
                             .form = DepositForm::bank_guarantee,
                             .amount = yuan(600'000),
                             .stored = kBegan - 20,
                             .expires = kBegan + 900,
                             .beneficiary = shared_->beneficiary,
                             .exemption_number = 0,
                             .clean_years = 0,
                             .arrears_in_two_years = Answer::no,
                             .listed = Answer::no,
                             .parallel_projects = 1,
                             .used = {},
                             .used_amount = {},
                             .topped_up = {},
                             .source = source(9, index_)});
  rows_->guarantees.push_back({.project = index,
                               .amount = yuan(3'000'000),
                               .from = kBegan - 30,
                               .to = kBegan + 900,
                               .source = source(10, index_)});
  Board board{.project = index, .posted = kBegan, .fields = {}, .source = source(11, index_)};
  board.fields = {shared_->cycle,
                  shared_->template_version,
                  project.owner,
                  contractor_,
                  labour_,
                  project.owner,
                  officer_,
                  shared_->minimum,
                  texts_->append(fmt::format("{}", pay_day_)),
                  shared_->phone,
                  shared_->phone,
                  shared_->phone,
                  shared_->phone,
                  shared_->phone};
  rows_->boards.push_back(std::move(board));
}

// Some projects on their way into the book.
struct Made {
  BookPiece piece;
  std::vector<Project> projects;
  TextColumns texts, identities;
  std::array<std::uint64_t, kFaults> planted{};
};

// Takes pieces from any thread and joins them in their order; who is too far ahead waits.
class Joiner {
 public:
  Joiner(const SharedTexts& shared, const std::vector<Start>& starts) : shared_(&shared) {
    constexpr std::size_t kBytesOfText = 16, kBytesOfNumber = 18, kBytesOfWorkerMonth = 64;
    texts_ = shared.columns;
    const std::uint64_t workers = starts.back().worker;
    texts_.reserve(starts.back().text + 1, starts.back().text * (kBytesOfText + 1));
    identities_.reserve(workers + 1, workers * kBytesOfNumber);
    builder_.reserve(workers * kMonths * kBytesOfWorkerMonth);
    about_.projects.reserve(starts.size());
  }

  void join(std::size_t index, Made&& made) {
    constexpr std::size_t kAhead = 32;
    std::unique_lock lock(mutex_);
    has_joined_.wait(lock, [&] { return index < joined_ + kAhead; });
    waiting_.emplace(index, std::move(made));
    while (!waiting_.empty() && waiting_.begin()->first == joined_) {
      add(std::move(waiting_.begin()->second));
      waiting_.erase(waiting_.begin());
      ++joined_;
    }
    has_joined_.notify_all();
  }

  Nation finish();

 private:
  void add(Made&& made) {
    const auto append = [](const TextColumns& from, std::size_t first, TextColumns& to) {
      const TextTable table = from.table();
      for (std::size_t i = first; i < table.size(); ++i) to.append(table[static_cast<TextId>(i)]);
    };
    append(made.texts, shared_->columns.size(), texts_);
    append(made.identities, 1, identities_);
    about_.projects.insert(about_.projects.end(), made.projects.begin(), made.projects.end());
    builder_.add(std::move(made.piece));
    for (std::size_t i = 0; i < kFaults; ++i) planted_[i] += made.planted[i];
  }

  const SharedTexts* shared_;
  std::mutex mutex_;
  std::condition_variable has_joined_;
  std::map<std::size_t, Made> waiting_;
  std::size_t joined_ = 0;
  BookBuilder builder_;
  TextColumns texts_, identities_;
  Book about_;
  std::array<std::uint64_t, kFaults> planted_{};
};

Nation Joiner::finish() {
  const std::array kFiles{std::pair{"项目.csv", Table::projects},
                          std::pair{"花名册.csv", Table::roster},
                          std::pair{"工资表.csv", Table::payroll},
                          std::pair{"考勤.csv", Table::attendance},
                          std::pair{"代发明细.csv", Table::payments},
                          std::pair{"专户流水.csv", Table::movements},
                          std::pair{"人工费计划.csv", Table::labour_fees},
                          std::pair{"参建单位.csv", Table::units},
                          std::pair{"专户.csv", Table::accounts},
                          std::pair{"工资保证金.csv", Table::deposits},
                          std::pair{"工程款支付担保.csv", Table::guarantees},
                          std::pair{"维权告示牌.csv", Table::boards}};
  for (const auto& [name, table] : kFiles) {
    about_.files.push_back({.name = name,
                            .table = table,
                            .rows = 0,
                            .used = 0,
                            .ignored_columns = {},
                            .is_monthly = table == Table::attendance});
    about_.present.tables[static_cast<std::size_t>(table)] = true;
    about_.present.columns[static_cast<std::size_t>(table)].set();
  }
  about_.parameters = kParameters;
  return {builder_.finish(std::move(about_), std::move(texts_), std::move(identities_)), planted_};
}

Made make_piece(const SharedTexts& shared, const std::vector<Start>& starts, std::uint64_t seed,
                std::size_t first, std::size_t last) {
  Made made;
  made.texts = shared.columns;
  const auto shared_texts = static_cast<TextId>(shared.columns.size());
  const NewNumbers numbers{.shared_texts = shared_texts,
                           .texts_on = static_cast<TextId>(starts[first].text - shared_texts),
                           .shared_workers = 1,
                           .workers_on = static_cast<WorkerIndex>(starts[first].worker - 1)};
  ProjectMaker maker(shared, seed, made.texts, made.identities, made.planted);
  ProjectRows rows;
  PiecePacker packer(numbers);
  for (std::size_t p = first; p < last; ++p) {
    Project project = maker.make(p, starts.size() - 1, starts[p], rows);
    number_texts(project, numbers);
    made.projects.push_back(project);
    packer.add(static_cast<ProjectIndex>(p), rows, made.texts.table(), made.identities.table());
  }
  made.piece = packer.finish();
  return made;
}

}  // namespace

Nation make(std::uint64_t worker_months, std::uint64_t seed, int threads) {
  const SharedTexts shared;
  const std::vector<Start> starts = starts_of(worker_months, seed, shared.columns.size());
  const std::size_t projects = starts.size() - 1;
  Joiner joiner(shared, starts);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i * kProjectsOfPiece < projects; i = next++)
      joiner.join(i, make_piece(shared, starts, seed, i * kProjectsOfPiece,
                                std::min(projects, (i + 1) * kProjectsOfPiece)));
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  return joiner.finish();
}

}  // namespace qingxin::nation
