// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/result.h"
#include "cli/data_options.h"

// The commands of one noun stand in a table: what was typed is found there by its name, and done.
namespace qingxin::cli {

// "paper list", and what does it. `Asked` is what every command of the noun works with.
template <typename Asked>
struct KnownCommand {
  std::string_view command;
  Result<int> (*doing)(const Asked& asked);

  // "list".
  constexpr std::string_view verb() const { return command.substr(command.find(' ') + 1); }
};

// The command with the place of its data; nothing: it is none of these.
template <typename Command, typename Asked, std::size_t kCount, typename Typed>
std::optional<Result<Command>> command_among(const std::array<KnownCommand<Asked>, kCount>& known,
                                             const std::string& command, const Typed& typed) {
  if (std::ranges::find(known, command, &KnownCommand<Asked>::command) == known.end())
    return std::nullopt;
  Result<app::DataPlace> place = data_place(typed.data, command);
  if (!place) return tl::unexpected(place.error());
  return Command{command, *std::move(place), typed};
}

// Does one that command_among() found.
template <typename Asked, std::size_t kCount>
Result<int> run_among(const std::array<KnownCommand<Asked>, kCount>& known,
                      const std::string& command, const Asked& asked) {
  const auto found = std::ranges::find(known, command, &KnownCommand<Asked>::command);
  check(found != known.end());
  return found->doing(asked);
}

}  // namespace qingxin::cli
