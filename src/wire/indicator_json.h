// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/import_office_registers.h"
#include "app/show_coverage.h"
#include "app/show_indicators.h"
#include "app/show_priority.h"

// Indicators, the priority list and the coverage of the register, as api/openapi.yaml has them.
namespace qingxin::wire {

// All indicators with their formulas.
std::string indicators_json();
std::string indicator_table_json(const app::IndicatorTable& table);
std::string indicator_rows_json(const app::IndicatorRows& rows, app::IndicatorId indicator);
std::string corrections_json(const app::Corrections& corrections);

std::string priority_json(const app::PriorityList& list);
std::string coverage_json(const app::CoverageShown& shown);

std::string office_register_json(const app::OfficeRegisterImported& imported);

}  // namespace qingxin::wire
