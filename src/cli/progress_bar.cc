// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kBetweenDrawings{100};
constexpr std::int64_t kBarColumns = 24;
constexpr int kNameColumns = 40;

}  // namespace

void ProgressBar::show(std::string_view what, std::int64_t done, std::int64_t total) {
  if (!machine_.is_err_a_terminal || total <= 0) return;
  const std::chrono::milliseconds now = machine_.elapsed();
  if (now < kPatience || now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  is_drawn_ = true;
  const std::int64_t part = std::clamp<std::int64_t>(done, 0, total);
  const auto filled = static_cast<std::size_t>(part * kBarColumns / total);
  machine_.err << fmt::format("\r\x1b[K{:3}% {}{}  {}", part * 100 / total,
                              std::string(filled, '#'),
                              std::string(static_cast<std::size_t>(kBarColumns) - filled, '.'),
                              shortened(what, kNameColumns))
               << std::flush;
}

void ProgressBar::erase() {
  if (is_drawn_) machine_.err << "\r\x1b[K" << std::flush;
  is_drawn_ = false;
}

}  // namespace qingxin::cli
