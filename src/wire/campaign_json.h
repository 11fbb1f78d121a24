// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/campaigns.h"
#include "app/contacts.h"
#include "app/draws.h"
#include "app/inspections.h"
#include "app/return_board.h"
#include "wire/problem.h"

// Campaigns, returns, inspections, draws, contacts and grids, as api/openapi.yaml has them.
namespace qingxin::wire {

std::string campaign_made_json(const app::CampaignMade& made);
std::string campaign_progress_json(const app::CampaignProgress& progress);
std::string campaign_summary_json(const std::string& summary);
std::string return_board_json(const app::ShownBoard& shown);
std::string returns_opened_json(const app::ReturnsOpened& opened);
std::string checklists_json(const law::Law& law);
std::string site_comparison_json(const app::SiteComparison& comparison);
// {"items": […]} of records that were made together.
std::string records_kept_json(const std::vector<app::RecordKept>& kept);
std::string draw_made_json(const app::DrawMade& made);
std::string draw_checked_json(const app::DrawChecked& checked);
std::string unvisited_json(const std::vector<app::Unvisited>& contacts);
std::string grid_coverage_json(const app::GridCoverage& coverage);

// Bodies. Of a campaign's file only the name of one that ships.
Outcome<app::CampaignOrder> read_campaign_order(std::string_view body);
Outcome<app::ReturnFiling> read_return_filing(std::string_view body, app::RecordId id);
Outcome<std::vector<std::string>> read_checklists(std::string_view body);
Outcome<app::SelfInspectionOrder> read_self_inspection(std::string_view body);
Outcome<app::HazardOrder> read_hazard_order(std::string_view body, app::RecordId id);
Outcome<app::DrawOrder> read_draw_order(std::string_view body);
Outcome<app::PairOrder> read_pair_order(std::string_view body);

}  // namespace qingxin::wire
