// SPDX-License-Identifier: Apache-2.0
#include "verify/hot_standing.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its tiles are what is changed

namespace {

constexpr std::int64_t kNarrowEnd = std::int64_t{1} << 31;

std::uint64_t key_of(ProjectIndex project, WorkerIndex worker) {
  constexpr unsigned kHalf = 32;
  return std::uint64_t{project} << kHalf | worker;
}

// Adds to a sum; false when it would not fit.
bool can_add(std::uint32_t sum, std::int64_t amount) {
  const std::int64_t now = std::int64_t{sum} + amount;
  return now >= 0 && now < kNarrowEnd;
}

void add(std::uint32_t& sum, std::int64_t amount) {
  sum = static_cast<std::uint32_t>(std::int64_t{sum} + amount);
}

// The tile is our own memory, which the reader of blocks does not know.
template <typename Part>
Part* own(const Part* part) {
  return const_cast<Part*>(part);  // NOLINT
}

}  // namespace

HotStanding::HotStanding(const Book& facts, const Tiles& tiles, const law::Law& law,
                         const Settings& settings, Screen screen)
    : facts_(&facts),
      blocks_(tiles.blocks.begin(), tiles.blocks.end()),
      places_(tiles.places),
      workers_(tiles.workers),
      settings_(settings),
      judge_(facts, tiles, law, settings_),
      screen_(screen) {
  read_stays();
}

// Only the stays of those who left anywhere are kept: the others cannot come after it.
void HotStanding::read_stays() {
  ProjectRows rows;
  AttendanceMonths attendance;
  for (ProjectIndex project = 0; project < facts_->projects.size(); ++project) {
    check(facts_->read(project, rows, attendance));
    for (const RosterEntry& stay : rows.roster)
      if (stay.left) leavers_.try_emplace(key_of(project, stay.worker));
    for (const RosterEntry& stay : rows.roster)
      if (const auto leaver = leavers_.find(key_of(project, stay.worker)); leaver != leavers_.end())
        leaver->second.push_back({stay.entered, stay.left.value_or(Date{INT32_MAX})});
  }
}

TileBlock HotStanding::block_of(ProjectIndex project) const {
  const std::uint64_t begin = places_[project];
  return TileBlock(std::span(blocks_).subspan(begin, places_[project + std::size_t{1}] - begin));
}

HotStanding::Slot HotStanding::find(const Place& place) const {
  Slot slot;
  if (place.project + std::size_t{1} >= places_.size()) return slot;
  const TileBlock block = block_of(place.project);
  for (const MonthHead& head : block.months) {
    if (head.month != place.month) {
      slot.first_tile += head.tiles;
      continue;
    }
    const auto here = workers_.subspan(block.head->first_slot + slot.first_tile * kTileSlots,
                                       head.tiles * kTileSlots);
    const auto found = std::ranges::find(here, place.worker);
    if (found == here.end() || place.worker == 0) return slot;
    const auto position = static_cast<std::size_t>(found - here.begin());
    slot.head = own(&head);
    slot.tile = own(&block.tiles[slot.first_tile + position / kTileSlots]);
    slot.at = position % kTileSlots;
    return slot;
  }
  return slot;
}

bool HotStanding::is_after_left(const Place& place, std::uint32_t days) const {
  const auto leaver = leavers_.find(key_of(place.project, place.worker));
  if (leaver == leavers_.end()) return false;
  for (; days != 0; days &= days - 1) {
    const Date day = first_day(place.month) + std::countr_zero(days);
    const auto covers = [&](const Stay& stay) { return stay.entered <= day && day <= stay.left; };
    const auto is_over = [&](const Stay& stay) { return stay.left < day; };
    if (std::ranges::any_of(leaver->second, is_over) &&
        std::ranges::none_of(leaver->second, covers))
      return true;
  }
  return false;
}

std::uint32_t HotStanding::days_of(const Place& place) const {
  const Slot slot = find(place);
  return slot.tile == nullptr ? 0 : slot.tile->attended[slot.at];
}

bool HotStanding::attend(const Place& place, std::uint32_t days) {
  const Slot slot = find(place);
  if (slot.tile == nullptr) return false;
  Tile& tile = *slot.tile;
  tile.attended[slot.at] = days;
  std::uint8_t& flags = tile.flags[slot.at];
  if ((flags & kDaysGiven) == 0)
    tile.half_days[slot.at] =
        (flags & kHasLine) != 0 ? static_cast<std::uint8_t>(2 * std::popcount(days)) : 0;
  flags = static_cast<std::uint8_t>(is_after_left(place, days) ? flags | kAfterLeft
                                                               : flags & ~kAfterLeft);
  // A day that nobody was seen on any more may still be told of: it is only asked whether all of
  // them have come.
  slot.head->attended |= days;
  return true;
}

bool HotStanding::pay(const Place& place, Money amount, Date date, From from) {
  const Slot slot = find(place);
  if (slot.tile == nullptr || slot.head->pay_date == kNoDay) return false;
  Tile& tile = *slot.tile;
  const std::int64_t late = date.days > slot.head->pay_date ? amount.fen : 0;
  const std::int64_t elsewhere = from == From::elsewhere ? amount.fen : 0;
  if (!can_add(tile.paid[slot.at], amount.fen) || !can_add(tile.late[slot.at], late) ||
      !can_add(tile.elsewhere[slot.at], elsewhere))
    return false;
  add(tile.paid[slot.at], amount.fen);
  add(tile.late[slot.at], late);
  add(tile.elsewhere[slot.at], elsewhere);
  return true;
}

std::optional<HotStanding::Line> line_of(const PayrollLine& row) {
  if (!row.gross || !row.overtime || !row.allowances) return std::nullopt;
  const auto given = [](std::int32_t cell) {
    return cell < 0 ? std::nullopt : std::optional<int>{cell};
  };
  return HotStanding::Line{.net = row.net,
                           .gross = *row.gross,
                           .held = row.withheld.value_or(Money{}) + row.deducted.value_or(Money{}),
                           .extra = *row.overtime + *row.allowances,
                           .half_days = given(row.half_days),
                           .hours_hundredths = given(row.hours_hundredths)};
}

bool HotStanding::correct(const Place& place, const Line& line) {
  const Slot slot = find(place);
  if (slot.tile == nullptr || (slot.tile->flags[slot.at] & kHasLine) == 0) return false;
  Tile& tile = *slot.tile;
  std::uint8_t& flags = tile.flags[slot.at];
  const bool is_hourly = (flags & kHourly) != 0;
  const int half_days = line.half_days.value_or(2 * std::popcount(tile.attended[slot.at]));
  const int hours = is_hourly ? line.hours_hundredths.value_or(-1) : 0;
  for (const Money amount : {line.net, line.gross, line.held, line.extra})
    if (!can_add(0, amount.fen)) return false;
  if (line.extra > line.gross || half_days < 0 || half_days > UINT8_MAX || hours < 0 ||
      hours > UINT16_MAX)
    return false;
  const auto narrow = [](Money amount) { return static_cast<std::uint32_t>(amount.fen); };
  tile.net[slot.at] = narrow(line.net);
  tile.gross[slot.at] = narrow(line.gross);
  tile.held[slot.at] = narrow(line.held);
  tile.extra[slot.at] = narrow(line.extra);
  tile.half_days[slot.at] = static_cast<std::uint8_t>(half_days);
  tile.hours[slot.at] = static_cast<std::uint16_t>(hours);
  flags = static_cast<std::uint8_t>(line.half_days ? flags | kDaysGiven : flags & ~kDaysGiven);
  return true;
}

const std::vector<TileFinding>* HotStanding::judge(ProjectIndex project) {
  findings_.clear();
  const TileBlock block = block_of(project);
  const WorkerIndex* workers = workers_.data() + block.head->first_slot;
  return judge_.judge(block, workers, screen_, findings_) ? &findings_ : nullptr;
}

}  // namespace qingxin::verify
