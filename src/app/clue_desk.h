// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "access/password.h"
#include "access/principal.h"
#include "app/moment.h"
#include "intake/reading.h"
#include "law/law.h"
#include "store/clues.h"
#include "store/store.h"

// What the use cases about clues share.
namespace qingxin::app {

using store::ClueId;
using store::KeptClue;

// Where one works on clues: what is stored, the law, who makes ids, and what a guess at a receipt
// code costs. All outlive it.
struct ClueDesk {
  store::Store* store;
  const law::Law* law;
  store::IdMaker* ids;
  access::HashCost cost = {};
};

// Error: usage.
Result<ClueId> clue_id_in(std::string_view text);

// "hotline" …, as commands and the interface write a channel; and back. Error: usage, with all.
std::string_view name_of(casework::Channel channel);
std::string_view in_chinese(casework::Channel channel);
Result<casework::Channel> channel_named(std::string_view name);
std::string_view name_of(casework::MatterClass matter_class);
std::string_view in_chinese(casework::MatterClass matter_class);
Result<casework::MatterClass> class_named(std::string_view name);
std::string_view in_chinese(store::Reporting reporting);
std::string_view name_of(store::Reporting reporting);

// A number as it is compared: without spaces and hyphens, full-width digits made plain, the country
// before a mobile number left out, x in capitals. What is no number stays as it was said.
std::string plain_number(std::string_view said);

// The code of a district, or how the codes of several begin. Error: invalid_input.
Result<void> check_region(std::string_view code);
// Error: invalid_input, for a number of a person where the credit code of a firm belongs.
Result<void> check_employer_code(std::string_view code);

// Words that have no place in the form, behind a text: "\n【金额】三万多".
void add_words(std::string& text, std::string_view what, std::string_view words);

// The text as it is shown: numbers of people masked, and the names of those whom the clue names.
std::string shown_text(std::string_view text, const intake::Reading& reading,
                       const std::vector<store::CluePerson>& people);

}  // namespace qingxin::app
