// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/principal.h"
#include "app/record_desk.h"
#include "oversight/campaign.h"

// Campaigns 专项行动 as a whole: with their stages, members, tasks and returns.
namespace qingxin::app {

struct CampaignOrder {
  oversight::CampaignPlan plan;
  int year = 0;        // in which it begins
  std::string region;  // units in it take part; empty: of whose it is
  RecordId fresh{};    // made by the client: asked again it is there; RecordId{}: none
};
// One that ships by its name (empty: winter), or a file of whoever stands before the machine, which
// ends in ".toml". Errors: not_found, unavailable, those of oversight::read_campaign().
Result<oversight::CampaignPlan> campaign_plan_in(const std::string& name_or_file);

struct CampaignMade {
  std::vector<RecordKept> records;  // the campaign first
  std::vector<std::string> notes;   // what a person has to look at
};

// All of it or nothing, as a draft. Errors: not_permitted, usage (a year that is none),
// invalid_input (a region that is none), not_published (no spring festival is known).
Result<CampaignMade> make_campaign(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, const CampaignOrder& order);
// The one of the year after. Errors: the same; not_found; conflict, there is one already.
Result<CampaignMade> make_next_campaign(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk, RecordId campaign);

struct CampaignProgress {
  store::WholeRecord campaign;
  Date as_of;
  std::vector<oversight::Progress> by_stage, by_unit, by_industry;
};
Result<CampaignProgress> campaign_progress(const access::Principal& who, Moment moment,
                                           const RecordDesk& desk, RecordId campaign);

// What the closing summary may begin with; a person goes on from there and sums up with a step.
Result<std::string> campaign_summary(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, RecordId campaign);

}  // namespace qingxin::app
