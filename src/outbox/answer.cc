// SPDX-License-Identifier: Apache-2.0
#include "outbox/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace qingxin::outbox {

namespace {

// Of a request that is wrong by itself, however often it is sent.
constexpr std::array kRefusedStatuses{400, 406, 409, 410, 411, 413, 414, 415, 422, 431, 451};

// Of one who may have taken it before it failed, or before whoever stands between us and him lost
// patience. 429 and 503 say that nothing was taken.
constexpr std::array kUnknownStatuses{408, 500, 502, 504};

Outcome outcome_of_status(int status) {
  const auto is_among = [&](const auto& statuses) {
    return std::ranges::find(statuses, status) != statuses.end();
  };
  if (is_among(kRefusedStatuses)) return Outcome::refused;
  return is_among(kUnknownStatuses) ? Outcome::unknown : Outcome::again;
}

bool may_mean_success(int status, const AnswerRule& rule) {
  if (rule.statuses.empty()) return status >= 200 && status < 300;
  return std::ranges::find(rule.statuses, status) != rule.statuses.end();
}

// As it is compared: a text without its quotes, a number or a word as it is written. Nothing: not
// there, or more than one value.
std::optional<std::string> value_at(const boost::json::value& answer, const std::string& pointer) {
  boost::json::error_code code;
  const boost::json::value* found = answer.find_pointer(pointer, code);
  if (found == nullptr || found->is_object() || found->is_array()) return std::nullopt;
  if (const auto* text = found->if_string()) return std::string{text->begin(), text->end()};
  return boost::json::serialize(*found);
}

Delivery by_status(const HttpAnswer& answer) {
  const bool is_redirect = answer.status >= 300 && answer.status < 400;
  return {.outcome = outcome_of_status(answer.status),
          .said = is_redirect
                      ? fmt::format("对方答 {}，让到别处去；不跟着去，请把地址改对", answer.status)
                      : fmt::format("对方答 {}", answer.status),
          .retry_after_seconds = answer.retry_after_seconds,
          .receipt = {}};
}

AnswerRule errcode_rule(std::vector<std::string> refused) {
  return {.statuses = {200},
          .pointer = "/errcode",
          .success = {"0"},
          .refused = std::move(refused),
          .receipt = {},
          .others_are_again = true};
}

}  // namespace

Delivery delivery_of(const HttpAnswer& answer, const AnswerRule& rule) {
  if (!may_mean_success(answer.status, rule)) return by_status(answer);
  Delivery delivery{.outcome = Outcome::delivered,
                    .said = fmt::format("对方答 {}", answer.status),
                    .retry_after_seconds = answer.retry_after_seconds,
                    .receipt = {}};
  if (rule.pointer.empty() && rule.receipt.empty()) return delivery;
  boost::json::error_code code;
  const boost::json::value json = boost::json::parse(answer.body, code);
  if (!code && !rule.receipt.empty()) delivery.receipt = value_at(json, rule.receipt).value_or("");
  if (rule.pointer.empty()) return delivery;
  const std::optional<std::string> value = code ? std::nullopt : value_at(json, rule.pointer);
  if (!value) {
    // It was taken by whoever answers; what he says about it cannot be read.
    delivery.outcome = Outcome::unknown;
    delivery.said = fmt::format("对方答 {}，但回答里没有 {}", answer.status, rule.pointer);
    return delivery;
  }
  const auto is_among = [&](const std::vector<std::string>& values) {
    return std::ranges::find(values, *value) != values.end();
  };
  if (is_among(rule.success)) return delivery;
  // What nobody told us the meaning of may come after it was passed on.
  if (is_among(rule.refused))
    delivery.outcome = Outcome::refused;
  else
    delivery.outcome = rule.others_are_again ? Outcome::again : Outcome::unknown;
  delivery.said = fmt::format("对方答 {}，{} 是 {}", answer.status, rule.pointer, *value);
  return delivery;
}

// Of the message itself: its kind, its fields, empty, too long.
AnswerRule wecom_rule() {
  return errcode_rule({"40008", "40058", "44004", "45002", "47001"});
}
AnswerRule dingtalk_rule() {
  return errcode_rule({"40035"});
}

Delivery delivery_of(const CallFailure& failure) {
  if (failure.reached == Reached::nobody)
    return {.outcome = Outcome::again, .said = fmt::format("没有连上：{}", failure.why)};
  // A status that is no success counts although the rest of the answer was lost.
  if (failure.status >= 400)
    return {.outcome = outcome_of_status(failure.status),
            .said = fmt::format("对方答 {}，回答没有收完：{}", failure.status, failure.why)};
  return {.outcome = Outcome::unknown, .said = fmt::format("没有收到完整的回答：{}", failure.why)};
}

Delivery mail_delivery_of(const CallFailure& failure) {
  // 530, 534, 535, 538: the login, which a person mends.
  constexpr std::array kOfLogin{530, 534, 535, 538};
  const bool is_of_login = std::ranges::find(kOfLogin, failure.status) != kOfLogin.end();
  if (failure.status >= 400) {
    const bool is_for_good = failure.status >= 500 && !is_of_login;
    return {.outcome = is_for_good ? Outcome::refused : Outcome::again,
            .said = fmt::format("邮件服务器答 {}：{}", failure.status, failure.why)};
  }
  if (failure.reached == Reached::nobody)
    return {.outcome = Outcome::again, .said = fmt::format("邮件没有交出去：{}", failure.why)};
  return {.outcome = Outcome::unknown,
          .said = fmt::format("邮件交到一半，没有收到回答：{}", failure.why)};
}

}  // namespace qingxin::outbox
