// SPDX-License-Identifier: Apache-2.0
#include "book/tiles.h"

namespace qingxin::book {

namespace {

constexpr std::size_t kLine = 64;

template <typename Part>
std::span<const Part> take(const std::byte*& at, std::size_t count) {
  const auto* first = reinterpret_cast<const Part*>(at);  // NOLINT: the block was written so
  at += count * sizeof(Part);
  return {first, count};
}

}  // namespace

std::size_t tiles_begin(const ProjectHead& head) {
  const std::size_t bytes = sizeof(ProjectHead) + head.months * sizeof(MonthHead) +
                            head.fees * sizeof(FeePlan) + head.inflows * sizeof(FeeReceived) +
                            head.wide * sizeof(WideSlot);
  return (bytes + kLine - 1) / kLine * kLine;
}

TileBlock::TileBlock(std::span<const TileLine> block) {
  const std::byte* const begin = block.data()->bytes.data();
  const std::byte* at = begin;
  head = take<ProjectHead>(at, 1).data();
  months = take<MonthHead>(at, head->months);
  fees = take<FeePlan>(at, head->fees);
  inflows = take<FeeReceived>(at, head->inflows);
  wide = take<WideSlot>(at, head->wide);
  at = begin + tiles_begin(*head);
  tiles = take<Tile>(at, (block.size_bytes() - tiles_begin(*head)) / sizeof(Tile));
}

}  // namespace qingxin::book
