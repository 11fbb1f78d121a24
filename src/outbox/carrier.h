// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

// The way out over the network, by libcurl. Nothing else in the program calls anybody.
namespace qingxin::outbox {

struct HttpCall {
  std::string method, url;
  std::vector<std::string> headers;  // "Name: value"
  std::string body;
  int timeout_seconds = 10;
  std::string ca_file;
};

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::optional<int> retry_after_seconds;
};

struct MailCall {
  std::string url;
  std::string user, password;  // both empty: no login
  std::string from, to;        // addresses
  std::string message;
  int timeout_seconds = 10;
  std::string ca_file;
  bool allows_plain = false;
};

// How far it had got when it failed.
enum class Reached : unsigned char {
  nobody,   // nothing was sent to whoever listens there
  halfway,  // something was; whether it counts there is not known
};

struct CallFailure {
  Reached reached = Reached::nobody;
  int status = 0;  // the last answer; 0: none
  std::string why;
};

// An answer that is longer counts as cut off there.
inline constexpr std::size_t kAnswerBytesMost = 64 * 1024;

// TLS is verified, no redirect is followed, no proxy of the environment is used. For any number of
// threads; one for the whole program.
class Carrier {
 public:
  Carrier();
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;
  ~Carrier();

  tl::expected<HttpAnswer, CallFailure> http(const HttpCall& call) const;
  // The last answer of the mail server, when it took the message.
  tl::expected<int, CallFailure> mail(const MailCall& call) const;
};

}  // namespace qingxin::outbox
