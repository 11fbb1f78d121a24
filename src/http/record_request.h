// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/record_desk.h"
#include "http/routes.h"

// What the routes of records, figures and bulletins read from a request.
namespace qingxin::http {

inline app::RecordDesk desk_of_records(Api& api) {
  return {api.data.store.get(), &api.law, api.data.ids.get()};
}

inline wire::Outcome<app::RecordId> record_in(const Request& request) {
  return id_in_path(request, "record").map([](std::int64_t id) { return app::RecordId{id}; });
}

}  // namespace qingxin::http
