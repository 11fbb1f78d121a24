// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>

#include "book/book.h"

namespace qingxin::book {

// The hot part of a book: what the checks over all wages ask of every worker-month, summed up when
// the book is made and laid in the order in which it is read: project by project, month by month,
// sixteen worker-months side by side. Amounts are fen. Managers are not here.
inline constexpr std::size_t kTileSlots = 16;

// One worker-month is one position in each column: 36 bytes. What does not fit (a sum from 2^31 on,
// several lines) is a WideSlot, and its position here is empty.
struct alignas(64) Tile {
  std::array<std::uint32_t, kTileSlots> net;        // that count, of all employers
  std::array<std::uint32_t, kTileSlots> gross;      // at least `extra`
  std::array<std::uint32_t, kTileSlots> held;       // withheld and deducted
  std::array<std::uint32_t, kTileSlots> extra;      // overtime and allowances
  std::array<std::uint32_t, kTileSlots> paid;       // arrived with the worker himself
  std::array<std::uint32_t, kTileSlots> late;       // of it, after the pay date
  std::array<std::uint32_t, kTileSlots> elsewhere;  // paid, but not from the wage account
  std::array<std::uint32_t, kTileSlots> attended;   // bit d-1
  std::array<std::uint8_t, kTileSlots> half_days;   // of the payroll, else twice those attended
  std::array<std::uint8_t, kTileSlots> flags;       // kHasLine …
  std::array<std::uint16_t, kTileSlots> hours;      // hundredths, with kHourly
};
static_assert(sizeof(Tile) == 576 && std::is_trivially_copyable_v<Tile>);

inline constexpr std::uint8_t kHasLine = 1;          // on the payroll
inline constexpr std::uint8_t kDaysGiven = 2;        // the payroll gives the days
inline constexpr std::uint8_t kQuiet = 4;            // nobody of his employer has a line that month
inline constexpr std::uint8_t kAfterLeft = 8;        // was there on a day after he had left
inline constexpr std::uint8_t kHourly = 16;          // paid by the hour
inline constexpr std::uint8_t kByLine = 32;          // several lines: sums_gap tells
inline constexpr std::uint8_t kPartsOverGross = 64;  // with kByLine: on one line at least

struct WideSlot {
  std::int64_t net, gross, held, extra, paid, late, elsewhere;
  std::int64_t sums_gap;  // over the lines, what each is out; with kByLine
  std::uint32_t attended;
  std::int32_t half_days, hours_hundredths;
  WorkerIndex worker;
  std::uint16_t month;  // position among the project's months
  std::uint8_t flags;
  std::array<std::uint8_t, 5> unused;
};

// Memory in which tiles can stand.
struct alignas(64) TileLine {
  std::array<std::byte, 64> bytes;
};

// A project's block: this, its months, its instalments, its inflows, its wide slots, its tiles.
struct alignas(64) ProjectHead {
  ProjectIndex project;
  TextId region;
  std::uint64_t lines;       // of the whole block
  std::uint64_t first_slot;  // in Tiles::workers
  std::int64_t received;     // all inflows of the wage account but 冻结
  std::int64_t perhaps;      // those of a shared account that name no project
  std::uint32_t fees, inflows, wide;
  std::int32_t least_hours_hundredths;  // with which the days were counted
  std::uint16_t least_passes, months;
  std::uint8_t pay_day;          // the project's own; 0: none
  std::int8_t pay_month_offset;  // the project's own; -1: none
  std::uint8_t is_construction : 1, has_account : 1;
  std::uint8_t needs_rows : 1;  // something is not known or not plain: only the rows tell
  std::uint8_t unused_bits : 5;
  std::uint8_t unused;
};
static_assert(sizeof(ProjectHead) == 64);

struct MonthHead {
  Month month;
  std::int32_t pay_date;   // with which `late` was told; kNoDay: none
  std::uint32_t attended;  // by anybody of the tiles and wide slots
  std::uint32_t tiles;
};
inline constexpr std::int32_t kNoDay = INT32_MIN;

// Instalments by their day, and what had to be there by then.
struct FeePlan {
  Date due;
  TextId period;
  std::int64_t planned;
};
// Inflows into the wage account by their day, and what had come by then: of 人工费, and of what may
// have been 人工费 of the project.
struct FeeReceived {
  Date day;
  std::uint32_t is_perhaps;
  std::int64_t received;
};

// Every bit of them is written: a book is the same bytes each time, and holds nothing else.
static_assert(std::has_unique_object_representations_v<Tile> &&
              std::has_unique_object_representations_v<WideSlot> &&
              std::has_unique_object_representations_v<ProjectHead> &&
              std::has_unique_object_representations_v<MonthHead> &&
              std::has_unique_object_representations_v<FeePlan> &&
              std::has_unique_object_representations_v<FeeReceived>);

struct Tiles {
  std::span<const std::uint64_t> places;  // of each project's block, in lines; one more for the end
  std::span<const TileLine> blocks;
  std::span<const WorkerIndex> workers;  // of each slot
  std::shared_ptr<const void> memory;
};

// Reads one block. All spans point into it.
struct TileBlock {
  const ProjectHead* head;
  std::span<const MonthHead> months;
  std::span<const FeePlan> fees;
  std::span<const FeeReceived> inflows;
  std::span<const WideSlot> wide;
  std::span<const Tile> tiles;

  explicit TileBlock(std::span<const TileLine> block);
};

// Keeps tiles with a book, and in its file.
void attach(Tiles tiles, Book& book);

// The tiles that a book carries; nothing when it has none, or some that do not fit its projects,
// months and workers: then everything is judged from the rows.
std::optional<Tiles> tiles_of(const Book& book);

// The kinds of their sections in a book file.
inline constexpr std::uint32_t kTilePlaces = ExtraSection::kFirst + 1;
inline constexpr std::uint32_t kTileBlocks = ExtraSection::kFirst + 2;
inline constexpr std::uint32_t kTileWorkers = ExtraSection::kFirst + 3;

// How many bytes the parts before the tiles take; the tiles begin on a cache line.
std::size_t tiles_begin(const ProjectHead& head);

}  // namespace qingxin::book
