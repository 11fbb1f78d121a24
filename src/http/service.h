// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "http/api.h"
#include "http/routes.h"
#include "http/server.h"

namespace qingxin::http {

// Takes every request through the route table: who may, what it may bring, how it is answered, and
// one line of the log at its end. Every problem becomes a response here.
class Service : public Handler {
 public:
  explicit Service(Api& api);

  Plan plan(Request& request) override;
  Response answer(Request& request) override;
  tl::expected<std::unique_ptr<Upload>, Response> receive(Request& request) override;
  Response refuse(const Request& request, const wire::Problem& problem) override;
  void failed(const Request& request, std::string_view what) override;
  void finished(const Request& request, const Exchange& exchange) override;

 private:
  std::optional<wire::Problem> fault_in(Request& request, Plan& plan);
  std::optional<wire::Problem> fault_in_caller(Request& request, const Route& route);
  Response dressed(const Request& request, Response response) const;
  std::string mark_of(std::string_view client) const;

  Api& api_;
  std::array<char, 32> key_;  // of the marks of addresses, for this run of the program
};

}  // namespace qingxin::http
