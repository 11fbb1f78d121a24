// SPDX-License-Identifier: Apache-2.0
#include "casework/paper.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace qingxin::casework {

namespace {

bool is_empty(std::string_view text) {
  return trim(text).empty();
}

bool are_all_filled(const std::vector<std::string>& texts) {
  return !texts.empty() && std::ranges::none_of(texts, is_empty);
}

}  // namespace

Result<void> check_service(const Service& service) {
  const auto way = static_cast<std::size_t>(service.way);
  if (way < 1 || way > kServiceWays.size())
    return fail(ErrorCode::invalid_input, "送达记录缺「送达方式」");
  const auto lacks = [&](std::string_view what) {
    return fail(ErrorCode::invalid_input,
                fmt::format("{}的记录缺「{}」", kServiceWays[way - 1], what));
  };
  const bool is_left = service.way == ServiceWay::left;
  if (service.at == Instant{}) return lacks("时间");
  if (is_empty(service.place)) return lacks("地点");
  if (service.officers.size() < 2 || !are_all_filled(service.officers)) return lacks("两名送达人");
  if (is_left && is_empty(service.refusal)) return lacks("拒收情况");
  const bool is_proved = !is_empty(service.witness) || are_all_filled(service.photos);
  if (!is_empty(service.refusal) && !is_proved) return lacks("见证人或照片");
  if (service.way == ServiceWay::posting && !are_all_filled(service.photos))
    return lacks("张贴的照片");
  if (service.way == ServiceWay::mail && is_empty(service.document)) return lacks("邮件号");
  if (service.way == ServiceWay::electronic && is_empty(service.document))
    return lacks("送达确认书");
  const bool is_handed = service.way == ServiceWay::direct && is_empty(service.refusal);
  if (is_handed && is_empty(service.received_by)) return lacks("签收人");
  return {};
}

}  // namespace qingxin::casework
