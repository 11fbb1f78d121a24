// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "sample/county.h"
#include "sample/facts.h"
#include "sample/sheet.h"

namespace qingxin::sample {

// The files of a county. The first of a table is the one that plain counties have.
enum class File : unsigned char {
  projects,
  units,
  roster,
  gate,
  hand_sheet,
  payroll,
  accounts,
  movements,
  labour_fees,
  payments,
  other_payments,
  deposits,
  guarantees,
  boards,
  disputes,
};

inline constexpr std::size_t kFiles = 15;

// All tables of the county, open at once; projects are appended one after the other.
class Tables {
 public:
  static Result<Tables> open(const Order& order, const std::filesystem::path& folder);

  void append(const Project& project);
  Result<std::vector<std::string>> close();

  const std::map<std::string, std::size_t>& rows() const { return rows_; }

 private:
  explicit Tables(const Order& order) : order_(order) {}

  bool is_office() const { return order_.form == Form::office; }
  bool has_month_sheet() const {
    return !is_office() && order_.attendance == AttendanceForm::monthly;
  }
  Sheet& sheet(File file) { return *sheets_[static_cast<std::size_t>(file)]; }
  void write_titles();
  void write_headers();
  void write_footer();
  void append_terms(const Project& project);
  void append_contract(const Project& project);
  void append_units(const Project& project);
  void append_roster(const Project& project);
  void append_stay(const Project& project, const Worker& worker, const Stay& stay);
  void append_attendance(const Project& project);
  void append_hand_sheet(const Project& project);
  void append_month_sheet(const Project& project);
  void append_payroll(const Project& project);
  void append_accounts(const Project& project);
  void append_movements(const Project& project);
  void append_fees(const Project& project);
  void append_payments(const Project& project);
  void append_securities(const Project& project);
  void append_board(const Project& project);
  void append_disputes(const Project& project);

  Order order_;
  std::array<std::unique_ptr<Sheet>, kFiles> sheets_;
  std::map<std::string, std::size_t> rows_;
  Money gross_;
  Money net_;
};

}  // namespace qingxin::sample
