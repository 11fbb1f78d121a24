// SPDX-License-Identifier: Apache-2.0
#include "book/tiles.h"

#include <algorithm>
#include <cstring>
#include <utility>

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

void attach(Tiles tiles, Book& book) {
  if (tiles.places.empty()) return;
  book.extras.push_back({kTilePlaces, std::as_bytes(tiles.places)});
  book.extras.push_back({kTileBlocks, std::as_bytes(tiles.blocks)});
  book.extras.push_back({kTileWorkers, std::as_bytes(tiles.workers)});
  using Both = std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>;
  book.memory = std::make_shared<const Both>(std::move(book.memory), std::move(tiles.memory));
}

namespace {

template <typename Number>
std::span<const Number> numbers(std::span<const std::byte> bytes) {
  // The sections of a file begin on a page, those of a vector where its numbers do.
  return {reinterpret_cast<const Number*>(bytes.data()),  // NOLINT: they were written so
          bytes.size() / sizeof(Number)};
}

// Whether a block keeps within its lines and speaks of nothing that there is not.
bool is_sound(std::span<const TileLine> lines, ProjectIndex project, const Book& book,
              std::size_t slots) {
  if (lines.empty()) return false;
  ProjectHead head;
  std::memcpy(&head, lines.data(), sizeof head);
  const bool fits = head.project == project && head.lines == lines.size() &&
                    head.months == book.months.size() && tiles_begin(head) <= lines.size_bytes();
  if (!fits) return false;
  const TileBlock block(lines);
  std::uint64_t tiles = 0;
  for (std::size_t m = 0; m < block.months.size(); ++m) {
    if (block.months[m].month != book.months[m]) return false;
    tiles += block.months[m].tiles;
  }
  const auto comes_after = [](const WideSlot& a, const WideSlot& b) { return a.month > b.month; };
  return tiles == block.tiles.size() &&
         tiles_begin(head) + tiles * sizeof(Tile) == lines.size_bytes() &&
         head.first_slot + tiles * kTileSlots <= slots &&
         std::ranges::adjacent_find(block.wide, comes_after) == block.wide.end() &&
         std::ranges::all_of(block.inflows,
                             [](const FeeReceived& inflow) { return inflow.is_perhaps <= 1; });
}

}  // namespace

std::optional<Tiles> tiles_of(const Book& book) {
  const Tiles tiles{numbers<std::uint64_t>(book.extra(kTilePlaces)),
                    numbers<TileLine>(book.extra(kTileBlocks)),
                    numbers<WorkerIndex>(book.extra(kTileWorkers)), book.memory};
  if (tiles.places.size() != book.projects.size() + 1 ||
      tiles.places.back() != tiles.blocks.size() || !std::ranges::is_sorted(tiles.places))
    return std::nullopt;
  for (ProjectIndex p = 0; p < book.projects.size(); ++p) {
    const std::uint64_t begin = tiles.places[p];
    if (!is_sound(tiles.blocks.subspan(begin, tiles.places[p + std::size_t{1}] - begin), p, book,
                  tiles.workers.size()))
      return std::nullopt;
  }
  return tiles;
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
