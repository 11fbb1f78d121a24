// SPDX-License-Identifier: Apache-2.0
#include "outbox/carrier.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/check.h"

namespace qingxin::outbox {

namespace {

constexpr long kConnectSecondsMost = 5;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One transfer. What was set is copied by libcurl, but for the lists and the bytes to send.
class Transfer {
 public:
  Transfer() : handle_(curl_easy_init()) { check(handle_ != nullptr); }

  template <typename Value>
  void set(CURLoption option, Value value) {
    check(curl_easy_setopt(handle_.get(), option, value) == CURLE_OK);
  }
  void set_list(CURLoption option, const std::vector<std::string>& lines) {
    curl_slist* list = nullptr;
    for (const std::string& line : lines) {
      curl_slist* longer = curl_slist_append(list, line.c_str());
      check(longer != nullptr);
      list = longer;
    }
    lists_.emplace_back(list);
    set(option, list);
  }
  CURLcode perform() {
    error_.fill('\0');
    set(CURLOPT_ERRORBUFFER, error_.data());
    return curl_easy_perform(handle_.get());
  }
  template <typename Value>
  Value told(CURLINFO info) {
    Value value{};
    check(curl_easy_getinfo(handle_.get(), info, &value) == CURLE_OK);
    return value;
  }
  int status() { return static_cast<int>(told<long>(CURLINFO_RESPONSE_CODE)); }
  std::string why(CURLcode code) const {
    return error_[0] == '\0' ? curl_easy_strerror(code) : error_.data();
  }

 private:
  std::vector<std::unique_ptr<curl_slist, FreeList>> lists_;  // they outlive the handle
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::unique_ptr<CURL, FreeHandle> handle_;
};

std::size_t take_answer(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + count > kAnswerBytesMost) return 0;
  body.append(bytes, count);
  return count;
}

// What is left to send.
std::size_t give_message(char* bytes, std::size_t size, std::size_t count, void* from) {
  auto& rest = *static_cast<std::string_view*>(from);
  const std::size_t given = std::min(size * count, rest.size());
  std::memcpy(bytes, rest.data(), given);
  rest.remove_prefix(given);
  return given;
}

void set_shared(Transfer& transfer, const char* schemes, int timeout_seconds,
                const std::string& ca_file) {
  transfer.set(CURLOPT_NOSIGNAL, 1L);
  transfer.set(CURLOPT_PROTOCOLS_STR, schemes);
  transfer.set(CURLOPT_PROXY, "");
  transfer.set(CURLOPT_FOLLOWLOCATION, 0L);
  transfer.set(CURLOPT_TIMEOUT, long{timeout_seconds});
  transfer.set(CURLOPT_CONNECTTIMEOUT, std::min(long{timeout_seconds}, kConnectSecondsMost));
  transfer.set(CURLOPT_SSL_VERIFYPEER, 1L);
  transfer.set(CURLOPT_SSL_VERIFYHOST, 2L);
  transfer.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!ca_file.empty()) transfer.set(CURLOPT_CAINFO, ca_file.c_str());
}

std::optional<int> retry_after(Transfer& transfer) {
  const auto seconds = transfer.told<curl_off_t>(CURLINFO_RETRY_AFTER);
  if (seconds <= 0) return std::nullopt;
  return static_cast<int>(std::min<curl_off_t>(seconds, 1'000'000));
}

}  // namespace

Carrier::Carrier() {
  check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

Carrier::~Carrier() {
  curl_global_cleanup();
}

tl::expected<HttpAnswer, CallFailure> Carrier::http(const HttpCall& call) const {
  Transfer transfer;
  set_shared(transfer, "https,http", call.timeout_seconds, call.ca_file);
  HttpAnswer answer;
  transfer.set(CURLOPT_URL, call.url.c_str());
  transfer.set(CURLOPT_WRITEFUNCTION, take_answer);
  transfer.set(CURLOPT_WRITEDATA, &answer.body);
  std::vector<std::string> headers = call.headers;
  headers.emplace_back("Expect:");  // the body goes at once: gateways answer 417 to the question
  transfer.set_list(CURLOPT_HTTPHEADER, headers);
  if (call.method != "GET") {
    transfer.set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
    transfer.set(CURLOPT_POSTFIELDS, call.body.c_str());
    transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  }
  const CURLcode code = transfer.perform();
  answer.status = transfer.status();
  answer.retry_after_seconds = retry_after(transfer);
  if (code == CURLE_OK) return answer;
  const bool is_sent = transfer.told<long>(CURLINFO_REQUEST_SIZE) > 0;
  const std::string why = code == CURLE_WRITE_ERROR
                              ? fmt::format("回答超过 {} 字节", kAnswerBytesMost)
                              : transfer.why(code);
  return tl::unexpected(
      CallFailure{is_sent ? Reached::halfway : Reached::nobody, answer.status, why});
}

tl::expected<int, CallFailure> Carrier::mail(const MailCall& call) const {
  Transfer transfer;
  set_shared(transfer, "smtps,smtp", call.timeout_seconds, call.ca_file);
  transfer.set(CURLOPT_URL, call.url.c_str());
  transfer.set(CURLOPT_USE_SSL,
               static_cast<long>(call.allows_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!call.user.empty()) {
    transfer.set(CURLOPT_USERNAME, call.user.c_str());
    transfer.set(CURLOPT_PASSWORD, call.password.c_str());
  }
  transfer.set(CURLOPT_MAIL_FROM, fmt::format("<{}>", call.from).c_str());
  transfer.set_list(CURLOPT_MAIL_RCPT, {fmt::format("<{}>", call.to)});
  std::string_view rest = call.message;
  transfer.set(CURLOPT_READFUNCTION, give_message);
  transfer.set(CURLOPT_READDATA, &rest);
  transfer.set(CURLOPT_UPLOAD, 1L);
  const CURLcode code = transfer.perform();
  if (code == CURLE_OK) return transfer.status();
  const bool is_begun = rest.size() < call.message.size();
  return tl::unexpected(CallFailure{is_begun ? Reached::halfway : Reached::nobody,
                                    transfer.status(), transfer.why(code)});
}

}  // namespace qingxin::outbox
