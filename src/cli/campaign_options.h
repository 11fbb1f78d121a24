// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/record_desk.h"
#include "cli/record_verbs.h"

// What the verbs of campaigns, inspections and draws share.
namespace qingxin::cli {

void declare_named(CLI::App& command, TypedRecord& typed, std::initializer_list<const char*> names);
// Empty: not said.
std::string named(const RecordAsked& asked, const char* option);
std::vector<std::string> listed(const RecordAsked& asked, const char* option);
bool is_flagged(const RecordAsked& asked, const char* option);
// Above zero; `usual` where it is not said. Error: usage.
Result<int> whole_in(const RecordAsked& asked, const char* option, int usual);

struct NameAndValue {
  std::string name, value;
};
// "项=值". Error: usage.
Result<NameAndValue> name_and_value(std::string_view option, const std::string& text);

void print_notes(const std::vector<std::string>& notes, std::ostream& out);
// Several records that were made together; `none`: what is said where there are none.
int tell_all(const RecordAsked& asked, const std::vector<app::RecordKept>& kept,
             std::string_view none);

}  // namespace qingxin::cli
