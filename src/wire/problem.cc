// SPDX-License-Identifier: Apache-2.0
#include "wire/problem.h"

#include <array>
#include <boost/json.hpp>
#include <string_view>

#include "base/text.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

ProblemCode code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input: return ProblemCode::invalid_input;
    case ErrorCode::not_found: return ProblemCode::not_found;
    case ErrorCode::conflict: return ProblemCode::conflict;
    case ErrorCode::not_published: return ProblemCode::not_published;
    case ErrorCode::unavailable: return ProblemCode::unavailable;
    case ErrorCode::usage: return ProblemCode::invalid_input;
    case ErrorCode::not_signed_in: return ProblemCode::not_signed_in;
    case ErrorCode::not_permitted: return ProblemCode::not_permitted;
    case ErrorCode::too_many_requests: return ProblemCode::too_many_requests;
  }
  return ProblemCode::internal;
}

// What a client is told of the machine: what is wrong with it, and not where it stands.
struct Trouble {
  std::string_view word;  // in the message of the engine
  std::string_view told;
};
constexpr std::array kTroubles{
    Trouble{"主密钥", "主密钥换过了，服务还没有重启；请系统管理员重启服务"},
    Trouble{"磁盘满了", "服务器的磁盘满了，没有写入；请系统管理员腾出空间后重试"},
    Trouble{"没有回答", "数据库没有回答，请稍后再试"},
    Trouble{"没有按时回答", "数据库没有按时回答，请稍后再试"},
    Trouble{"连接", "服务器连接不上数据库，请稍后再试"},
};

std::string_view told_of(std::string_view message) {
  for (const Trouble& trouble : kTroubles)
    if (message.find(trouble.word) != std::string_view::npos) return trouble.told;
  return "库或磁盘现在不能用，请稍后再试；还不行，把 X-Request-Id 告诉系统管理员";
}

// A client has no command line: where messages send one to a command it has an address.
struct Advice {
  std::string_view command, address;
};
constexpr std::array kAdvice{
    Advice{"见 qingxin warning list", "见 GET /api/v1/warnings"},
    Advice{"见 qingxin batch list", "见 GET /api/v1/batches"},
    Advice{"见 qingxin batch show", "见 GET /api/v1/batches/{batch}"},
    Advice{"请用 qingxin batch show", "请用 GET /api/v1/batches/{batch} 看批次"},
    Advice{"见 qingxin rules list", "见 GET /api/v1/rules"},
    Advice{"表名见 qingxin template 生成的空表", "文件名开头应是表名，如 工资表、花名册"},
    Advice{"，见 qingxin template 生成的空表", ""},
    Advice{"；先用 qingxin template 生成空表填写，再核查", "；请把项目表一起交"},
};

std::string for_client(std::string message) {
  for (const Advice& advice : kAdvice)
    if (const std::size_t at = message.find(advice.command); at != std::string::npos)
      message.replace(at, advice.command.size(), advice.address);
  return message;
}

// What a client sent may come back in a message: only as text.
json::value text_or_null(const std::string& words) {
  if (words.empty()) return nullptr;
  return json::value(printable(words));
}

}  // namespace

Problem problem_of(const Error& error) {
  if (error.code == ErrorCode::unavailable)
    return {.code = ProblemCode::unavailable,
            .message = std::string(told_of(error.message)),
            .detail = error.message};
  return {code_of(error.code), for_client(error.message)};
}

std::string to_json(const Problem& problem) {
  const std::string_view name = kind_of(problem.code).name;
  json::object object;
  object["code"] = json::string_view(name.data(), name.size());
  object["message"] = text_or_null(problem.message);
  object["field"] = text_or_null(problem.field);
  object["basis"] = text_or_null(problem.basis);
  return json::serialize(object);
}

}  // namespace qingxin::wire
