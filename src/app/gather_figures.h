// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/record_desk.h"
#include "oversight/coverage.h"
#include "oversight/figures_of_matters.h"

// What indicators are made of, as the store holds it in somebody's hands.
namespace qingxin::app {

using WantsIndicator = std::function<bool(oversight::IndicatorId)>;

// Of the projects of a region: what stands as of the end of the period, and what the months of the
// period came to by what is known at the period's moment.
Result<std::vector<oversight::FigureRow>> project_rows(store::Store& held, std::string_view region,
                                                       const oversight::Period& period,
                                                       const WantsIndicator& wants);

// Clues and cases of a region with their steps.
Result<std::vector<oversight::Matter>> matters_of(store::Store& held, std::string_view region,
                                                  Instant opened_before);
// Cases with their steps, wherever they are.
Result<std::vector<oversight::Matter>> all_cases(store::Store& all, Instant opened_before);

// Records of a kind in a region, each in full; `wants` says of which.
Result<std::vector<oversight::OfficeRecord>> office_records(
    store::Store& held, oversight::RecordKind kind, std::string_view region,
    const std::function<bool(const store::KeptRecord&)>& wants);

// Permits of a region, as they stand; and projects with whom builds them.
Result<std::vector<oversight::PermitFacts>> permits_of(store::Store& held, std::string_view region);
Result<std::vector<oversight::RegisteredProject>> registered_projects(store::Store& held,
                                                                      std::string_view region);

}  // namespace qingxin::app
