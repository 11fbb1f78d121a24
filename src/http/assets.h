// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

// Files that are part of the program.
namespace qingxin::http {

struct Asset {
  std::string_view bytes;
  std::string_view content_type;
  std::string zipped = {};
  std::string etag = {};  // of the bytes
};

const Asset& contract();    // api/openapi.yaml
const Asset& front_page();  // "/"

// As the client wants it: zipped, or nothing but its tag when he has it.
Response response_of(const Asset& asset, const Request& request);

}  // namespace qingxin::http
