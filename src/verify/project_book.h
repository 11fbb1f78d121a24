// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/resent_transfer.h"
#include "rules/wage_month.h"
#include "verify/county.h"

namespace qingxin::verify {

// A range of positions in one of ProjectBook's arrays.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool is_empty() const { return begin == end; }
};

// One worker's month on one project.
struct WorkerMonth {
  Month month;
  std::uint32_t attended = 0;   // bit d-1
  Range lines;                  // in ProjectBook::lines
  Range payments;               // in ProjectBook::payments
  Range attendance;             // in ProjectBook::attendance_days(), valid or not
  std::uint32_t position = 0;   // among all worker-months of the project
  std::uint32_t at = kNoMonth;  // in ProjectBook::months
  // The hours of the longest day attended; -1: ask attendance_days().
  std::int16_t longest_hundredths = -1;

  bool has_one_row_a_day() const;

  static constexpr std::uint32_t kNoMonth = UINT32_MAX;  // none of the folder's months
};

// One worker on one project, with all months of the folder.
struct WorkerBook {
  book::WorkerIndex worker = 0;
  std::string_view number;
  Range stays;       // in ProjectBook::stays, by day of entry
  Range attendance;  // in ProjectBook::attendance()
  std::span<const WorkerMonth> months;
  bool is_worker = true;  // false: 管理人员, 项目经理, 总监 only

  const WorkerMonth* find(Month month) const;
};

// What one month of one project comes to.
struct ProjectMonth {
  Month month;
  Date first, last;  // its days
  bool is_selected = false;
  std::optional<law::Deadline> pay_date;  // empty: no pay day known
  std::uint32_t attended = 0;             // bit d-1: anybody was there
  std::uint32_t workers_attended = 0;     // the same without managers
  int lines = 0;                          // of anybody
  bool is_tolerance_asked = false;
  const law::ParameterValue* tolerance = nullptr;
};

inline constexpr std::string_view kToleranceDays = "attendance.tolerance_days";

// One project's rows, sorted by worker and month: what the rules run over. Unpacked when the
// project's turn comes; gone when the next one's does.
class ProjectBook {
 public:
  explicit ProjectBook(const County& county) : county_(&county) {}
  ProjectBook(const County& county, book::ProjectIndex project) : county_(&county) {
    turn_to(project);
  }
  ProjectBook(const ProjectBook&) = delete;
  ProjectBook& operator=(const ProjectBook&) = delete;

  // Takes up another project. What was found in the one before may no longer be asked about.
  void turn_to(book::ProjectIndex project);

  const County& county() const { return *county_; }
  const book::Book& facts() const { return county_->facts(); }
  // What speaks for this project.
  const book::Present& present() const { return facts().present_of(index_); }
  book::ProjectIndex index() const { return index_; }
  const book::Project& project() const { return facts().projects[index_]; }
  std::string_view id() const { return facts().texts[project().project_id]; }
  std::string_view region() const { return facts().texts[project().region_code]; }
  bool is_construction() const {
    return project().kind == book::EmployerKind::construction_project;
  }

  const std::vector<WorkerBook>& workers() const { return workers_; }
  // By worker and month; without the days of rows that were too short for anybody to have been
  // there.
  const book::AttendanceMonths& attendance() const { return attendance_; }
  // Its rows, read when first asked for. A row without days was too short.
  const book::AttendanceDays& attendance_days() const;
  // The hours of each row in hundredths, as it was given.
  const book::ColumnInPlace& attendance_hours() const;
  const std::vector<ProjectMonth>& months() const { return months_; }
  bool has(Month month) const;                // a month of the folder, or asked for by name
  const ProjectMonth& at(Month month) const;  // has(month) must hold
  bool has(const WorkerMonth& month) const { return month.at != WorkerMonth::kNoMonth; }
  const ProjectMonth& at(const WorkerMonth& month) const { return months_[month.at]; }
  bool is_selected(const WorkerMonth& month) const {
    return has(month) && months_[month.at].is_selected;
  }

  // What a worker had to get for a month of the folder, and got.
  const rules::WageMonth& wages(const WorkerMonth& month) const { return wages_[month.position]; }
  // attendance.tolerance_days at the end of a month.
  const law::ParameterValue* day_tolerance(const ProjectMonth& month) const;

  // Who got a payment of money that went through, by its position in `payments`.
  rules::Payee payee(std::uint32_t payment) const { return payees_[payment]; }

  // False: its block of the book is damaged, and there is nothing here; or only, when all has been
  // asked, that its rows of attendance are.
  bool is_sound() const { return is_sound_; }

  // Sorted by content, so that the order of rows in the files does not matter.
  std::vector<const book::RosterEntry*> stays;
  std::vector<const book::PayrollLine*> lines;
  std::vector<const book::Payment*> payments;
  std::vector<const book::Account*> accounts;
  std::vector<const book::Movement*> movements;
  std::vector<const book::LabourFee*> labour_fees;
  std::vector<const book::Unit*> units;
  std::vector<const book::Dispute*> disputes;
  std::vector<const book::Deposit*> deposits;
  std::vector<const book::Guarantee*> guarantees;
  std::vector<const book::Board*> boards;

  // The project's attendance rows that say that a worker was there in a month.
  std::vector<const book::AttendanceRow*> attendance_rows(const WorkerBook& worker,
                                                          Month month) const;

  // What a row must have to say that somebody was there; 0: nothing.
  int least_passes() const { return valid_passes_; }
  int least_hours_hundredths() const { return valid_hours_hundredths_; }

  // The days up to as_of on which a row says that somebody was there for long enough.
  std::uint32_t valid_days(const book::AttendanceRow& row) const;

  // A parameter in force for this project; nothing when none is. Remembered as used. Names must
  // outlive the book.
  const law::ParameterValue* parameter(std::string_view name, Date day) const;
  // By all projects whose turn it was.
  const std::set<const law::ParameterValue*>& used() const { return used_; }

  // True when the project has registered the account as a wage account of its own.
  bool is_own_account(book::TextId account) const;

  // True when an employer, or one written alike, has a line on the month's payroll.
  bool has_line_of(book::TextId employer, const ProjectMonth& month) const;

  // The name that the roster, else the payroll, has for a worker; empty when neither has one.
  std::string_view name_of(const WorkerBook& worker) const;

 private:
  // A parameter as it was asked for, from one change of any parameter to the next.
  struct Asked {
    std::string_view name;
    book::TextId region;
    Date day;

    friend bool operator==(const Asked&, const Asked&) = default;
  };
  struct HashOfAsked {
    std::size_t operator()(const Asked& asked) const;
  };

  void find_months();
  void gather();
  void drop_short_days();
  void sort_into_workers();
  void sort_into_months(WorkerBook& worker, std::uint32_t& line, std::uint32_t& payment);
  void add_attendance(const WorkerBook& worker, std::size_t first);
  bool is_short(int passes, int hours_hundredths) const;
  void add_to_project(const WorkerBook& worker);
  void find_pay_dates();
  void find_wages();
  WorkerMonth& month_of_worker(std::size_t first, Month month);

  const County* county_;
  book::ProjectIndex index_ = 0;
  book::ProjectRows rows_;  // but for the attendance
  book::AttendanceMonths attendance_;
  mutable book::AttendanceDays attendance_days_;
  mutable bool are_days_read_ = false;
  mutable std::optional<book::ColumnInPlace> attendance_hours_;
  mutable book::ProjectRows shown_;  // for its attendance alone, read when first shown
  mutable bool is_shown_ = false;
  mutable bool is_sound_ = true;
  std::vector<WorkerBook> workers_;
  std::vector<WorkerMonth> worker_months_;     // of all workers
  std::vector<std::uint32_t> place_of_month_;  // in these, by month from the folder's first on
  std::vector<rules::WageMonth> wages_;        // of each worker-month
  std::vector<rules::Payee> payees_;           // of each payment
  mutable std::vector<ProjectMonth> months_;   // all months of the folder, ascending
  int valid_passes_ = 0;
  int valid_hours_hundredths_ = 0;
  std::vector<std::vector<book::TextId>> employers_on_payroll_;  // of each month, canonical names
  mutable std::unordered_map<Asked, const law::ParameterValue*, HashOfAsked> asked_;
  mutable std::set<const law::ParameterValue*> used_;
};

// The days that a row says somebody was there, up to as_of; none where its passes or hours do not
// suffice.
std::uint32_t attended_days(const book::AttendanceRow& row, int least_passes,
                            int least_hours_hundredths, Date as_of);

// The ordinary lines of a month; where there are none, its back-pay lines.
bool counts_in_month(const book::PayrollLine& line, bool has_ordinary_line);

// 成功 and not taken back up to as_of; money or not.
inline bool is_successful(const book::Payment& payment, Date as_of) {
  return payment.status == book::PaymentStatus::success &&
         !(payment.cancelled_on && *payment.cancelled_on <= as_of);
}
// Money: 实物 and 白条 are never payment.
inline bool is_money(const book::Payment& payment) {
  return payment.form != book::PaymentForm::in_kind &&
         payment.form != book::PaymentForm::promissory;
}

// What a worker had to get for a month of the folder, and got.
inline const rules::WageMonth& wage_month(const ProjectBook& book, const WorkerBook&,
                                          const WorkerMonth& month) {
  return book.wages(month);
}

// Failed or returned payments whose money no later payment brought. Of several attempts with the
// same money the first is told, whose term ends first.
struct OpenFailure {
  rules::FailedPayment payment;
  const book::Payment* row;
  Money arrived_later = {};  // in other amounts
};
// Where the term is not set, the day of the failure stands for the day to send it again by; ask
// for the parameter before judging.
inline constexpr std::string_view kResendTerm = "transfer.resend_working_days";
std::vector<OpenFailure> open_failures(const ProjectBook& book, const WorkerMonth& month);

}  // namespace qingxin::verify
