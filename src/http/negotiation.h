// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// What a client takes and has (RFC 9110 sections 8.3, 12.5, 13.1).
namespace qingxin::http {

// Whether an Accept field takes a media type, "application/json". An empty field takes all.
bool accepts(std::string_view accept, std::string_view media_type);

// Whether an Accept-Encoding field takes gzip by name.
bool accepts_gzip(std::string_view accept_encoding);

// "Application/JSON; charset=utf-8" → "application/json".
std::string media_type_of(std::string_view content_type);
// The value of a parameter of a field, unquoted: boundary of `multipart/form-data; boundary="x"`.
// Empty: there is none.
std::string parameter_of(std::string_view field, std::string_view name);

// Whether an If-None-Match field names this entity tag (weak comparison) or is "*".
bool matches(std::string_view if_none_match, std::string_view etag);

// Deflated, as .gz (RFC 1952), without a name or a time: equal bytes give equal bytes.
std::string gzip(std::string_view bytes, int level);

}  // namespace qingxin::http
