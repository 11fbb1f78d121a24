// SPDX-License-Identifier: Apache-2.0
#include "cli/campaign_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <limits>

#include "base/text.h"
#include "cli/campaign_verbs.h"
#include "cli/record_text.h"
#include "cli/step_options.h"
#include "wire/campaign_json.h"

namespace qingxin::cli {

void declare_record_id(CLI::App& command, TypedRecord& typed) {
  command.add_option("ID", typed.id)->required();
}

void declare_named(CLI::App& command, TypedRecord& typed,
                   std::initializer_list<const char*> names) {
  for (const char* name : names) command.add_option(name, typed.options[name]);
}

std::string named(const RecordAsked& asked, const char* option) {
  const auto found = asked.typed.options.find(option);
  return found == asked.typed.options.end() ? std::string{} : found->second;
}

std::vector<std::string> listed(const RecordAsked& asked, const char* option) {
  const auto found = asked.typed.lists.find(option);
  return found == asked.typed.lists.end() ? std::vector<std::string>{} : found->second;
}

bool is_flagged(const RecordAsked& asked, const char* option) {
  const auto found = asked.typed.flags.find(option);
  return found != asked.typed.flags.end() && found->second;
}

Result<int> whole_in(const RecordAsked& asked, const char* option, int usual) {
  const std::string text = named(asked, option);
  if (text.empty()) return usual;
  const Result<std::int64_t> number = number_in(option, text);
  if (!number) return tl::unexpected(number.error());
  return static_cast<int>(std::min<std::int64_t>(*number, std::numeric_limits<int>::max()));
}

Result<NameAndValue> name_and_value(std::string_view option, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos && equals > 0)
    return NameAndValue{std::string{trim(text.substr(0, equals))}, text.substr(equals + 1)};
  return fail(ErrorCode::usage, fmt::format("{} 的值「{}」不对，请写成 名=值", option,
                                            shortened(printable(text), 60)));
}

void print_notes(const std::vector<std::string>& notes, std::ostream& out) {
  for (const std::string& note : notes) out << fmt::format("注意：{}\n", printable(note));
}

int tell_all(const RecordAsked& asked, const std::vector<app::RecordKept>& kept,
             std::string_view none) {
  return told(
      asked, [&] { return wire::records_kept_json(kept); },
      [&] {
        for (const app::RecordKept& one : kept) print_kept(one, asked.out());
        if (kept.empty()) asked.out() << none << '\n';
      });
}

}  // namespace qingxin::cli
