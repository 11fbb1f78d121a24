// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "app/record_desk.h"
#include "wire/problem.h"

// The records of the leading-group office as JSON; amounts in fen, moments in UTC. What a record
// says stands under the names of its fields; what is not known is not there.
namespace qingxin::wire {

// {"items": […], "next": …}.
std::string records_json(const app::RecordPage& page, Date today);
std::string record_json(const app::RecordShown& shown);
std::string record_kept_json(const app::RecordKept& kept);
std::string record_kinds_json();
// A kind with its fields, choices and steps: what a form is made of.
std::string record_kind_json(oversight::RecordKind kind);

// Bodies of api/openapi.yaml. The kind and the record are named by the address; what the kind does
// not have is no field.
Outcome<app::RecordOrder> read_new_record(std::string_view body, oversight::RecordKind kind);
Outcome<app::RecordOrder> read_record_step(std::string_view body, oversight::RecordKind kind,
                                           app::RecordId id);

}  // namespace qingxin::wire
