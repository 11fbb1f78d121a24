// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>

#include "http/routes.h"
#include "wire/problem.h"

// The route table and the problems as lines of words, for contract_test.py.
int main() {
  using namespace qingxin;
  for (const http::Route& route : http::routes()) {
    std::string query;
    for (const std::string_view name : route.query)
      if (!name.empty()) query += (query.empty() ? "" : ",") + std::string(name);
    std::printf("route\t%s\t%s\t%s\t%s\t%s\n", std::string(to_string(route.method)).c_str(),
                std::string(route.path).c_str(), query.c_str(),
                route.body == http::Body::json ? "application/json" : "",
                std::string(route.media_type).c_str());
  }
  for (const wire::ProblemKind& kind : wire::kProblemKinds)
    std::printf("problem\t%s\t%d\n", std::string(kind.name).c_str(), kind.status);
}
