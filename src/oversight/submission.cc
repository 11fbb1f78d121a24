// SPDX-License-Identifier: Apache-2.0
#include "oversight/submission.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "law/parameters.h"
#include "law/toml_reader.h"

namespace qingxin::oversight {

namespace {

using law::TomlTable;

constexpr std::string_view kHead = "qingxin-submission 1";
constexpr std::array<std::string_view, 7> kHeadNames{"key",   "body", "region", "from",
                                                     "until", "sm3",  "bytes"};
constexpr std::string_view kSeal = "seal\thmac-sm3\t";
constexpr std::size_t kSecretBytes = 32;

tl::unexpected<Error> refused(std::string why) {
  return fail(ErrorCode::invalid_input, "报送文件不能收：" + std::move(why));
}

std::optional<std::string> bytes_in(std::string_view hexadecimal) {
  if (hexadecimal.size() != 2 * kSecretBytes) return std::nullopt;
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2) {
    const int high = digit(hexadecimal[i]), low = digit(hexadecimal[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

bool is_region(std::string_view code) {
  return code.size() >= 2 && code.size() <= 12 &&
         code.find_first_not_of("0123456789") == std::string_view::npos;
}

// A name that stands in one line between tabs.
bool is_plain(std::string_view text) {
  return !text.empty() && is_utf8(text) && is_printable(text);
}

class KeysReader {
 public:
  explicit KeysReader(std::string_view file) : reader_(file) {}

  Result<std::vector<SubmissionKey>> read(const toml::table& table) {
    const TomlTable top{table, reader_.file(), "顶层"};
    reader_.known(top, {"key"});
    reader_.each_table(top, "key", "key", [&](const TomlTable& one) { add(one); });
    if (keys_.empty()) reader_.refuse(top, "key", "请至少写一个 [[key]]");
    // The fault of a line is told by its number alone: it may hold a secret.
    if (reader_.fault()) return tl::unexpected(*reader_.fault());
    return std::move(keys_);
  }

 private:
  void add(const TomlTable& table) {
    reader_.known(table, {"name", "body", "region", "secret"});
    SubmissionKey key{reader_.text(table, "name"),
                      reader_.text(table, "body"),
                      law::region_prefix(reader_.text(table, "region")),
                      {}};
    const std::string secret = reader_.text(table, "secret");
    if (!is_plain(key.name) || !is_plain(key.body))
      reader_.refuse(table, "name", "名称里有不能显示的字符");
    if (std::ranges::find(keys_, key.name, &SubmissionKey::name) != keys_.end())
      reader_.refuse(table, "name", "已有同名密钥，请换一个");
    if (!is_region(key.region)) reader_.refuse(table, "region", "应为区划代码，2 至 12 位数字");
    const std::optional<std::string> bytes = bytes_in(secret);
    if (!bytes)
      reader_.refuse({ErrorCode::invalid_input,
                      fmt::format("{} secret：应为 64 位小写十六进制数字", table.place())});
    key.secret = bytes.value_or("");
    keys_.push_back(std::move(key));
  }

  law::TomlReader reader_;
  std::vector<SubmissionKey> keys_;
};

std::string head_of(std::string_view snapshot, const Snapshot& read, const SubmissionKey& key) {
  return fmt::format("{}\nkey\t{}\nbody\t{}\nregion\t{}\nfrom\t{}\nuntil\t{}\nsm3\t{}\nbytes\t{}\n",
                     kHead, key.name, key.body, key.region, to_string(read.from),
                     to_string(read.until), hex(sm3(snapshot)), snapshot.size());
}

std::string seal_of(std::string_view sealed, const SubmissionKey& key) {
  return hex(hmac_sm3(key.secret, sealed));
}

// The fields of the head, in their order; what follows it stays in `rest`.
Result<std::array<std::string, kHeadNames.size()>> take_head(std::string_view& rest) {
  const auto take_line = [&]() -> std::optional<std::string_view> {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
  };
  if (take_line() != kHead)
    return refused(fmt::format("第 1 行不是「{}」；请取下级用本程序做的文件", kHead));
  std::array<std::string, kHeadNames.size()> values;
  for (std::size_t i = 0; i < kHeadNames.size(); ++i) {
    const std::optional<std::string_view> line = take_line();
    const std::string name = std::string{kHeadNames[i]} + "\t";
    if (!line || !line->starts_with(name))
      return refused(fmt::format("第 {} 行应以「{}」开头；请取原件", i + 2, kHeadNames[i]));
    values[i] = line->substr(name.size());
  }
  return values;
}

// A place of a region: its code begins with the region's, a nameless one below it too.
bool lies_in(std::string_view code, std::string_view region) {
  const std::string prefix = law::region_prefix(region);
  return !prefix.empty() && code.starts_with(prefix);
}

Result<void> check_places(const Snapshot& snapshot, const SubmissionKey& key) {
  if (snapshot.region_code != key.region)
    return refused(
        fmt::format("数字是区划「{}」的，这把密钥只能报「{}」", snapshot.region_code, key.region));
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district && !lies_in(place.code, key.region))
      return refused(fmt::format("有区划「{}」的数字，不在「{}」之内；下级只能报自己的区划",
                                 place.code, key.region));
  for (const SnapshotCell& cell : snapshot.cells)
    if (cell.by == By::district && !lies_in(cell.code, key.region))
      return refused(fmt::format("有区划「{}」的数字，不在「{}」之内；下级只能报自己的区划",
                                 cell.code, key.region));
  return {};
}

Result<void> check_period(const Snapshot& snapshot, Date today) {
  if (snapshot.until < snapshot.from)
    return refused(fmt::format("期间从 {} 到 {}，结束早于开始", to_string(snapshot.from),
                               to_string(snapshot.until)));
  if (snapshot.until > today)
    return refused(
        fmt::format("期间到 {} 才结束，今天是 {}", to_string(snapshot.until), to_string(today)));
  return {};
}

std::string name_of_place(const Snapshot& snapshot, std::string_view code) {
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district && place.code == code) return place.name;
  return std::string{code};
}

using CellsByPlace = std::map<std::pair<std::string, IndicatorId>, Cell>;

CellsByPlace district_cells(const Snapshot& snapshot) {
  CellsByPlace cells;
  for (const SnapshotCell& cell : snapshot.cells)
    if (cell.by == By::district) cells[{cell.code, cell.indicator}] = cell.cell;
  return cells;
}

Result<void> check_part(const SummedUp& order, const Snapshot& part,
                        std::span<const Snapshot> parts) {
  if (part.from != order.from || part.until != order.until)
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」报的是 {} 至 {}，不是 {} 至 {}，不能相加", part.body,
                            to_string(part.from), to_string(part.until), to_string(order.from),
                            to_string(order.until)));
  const bool is_below = part.region_code != order.region &&
                        part.region_code.starts_with(law::region_prefix(order.region));
  if (!is_below)
    return fail(ErrorCode::invalid_input, fmt::format("「{}」的区划 {} 不在 {} 之下，不能相加",
                                                      part.body, part.region_code, order.region));
  for (const Snapshot& other : parts) {
    if (&other == &part || !lies_in(other.region_code, part.region_code)) continue;
    return fail(ErrorCode::invalid_input,
                fmt::format("{}（{}）和 {}（{}）的区划重叠，加起来会重复，请只留一份", part.body,
                            part.region_code, other.body, other.region_code));
  }
  return {};
}

// The places and cells of one part below the whole; its own become the whole's children.
void add_part(const Snapshot& part, std::string_view whole, Snapshot& sum,
              std::map<IndicatorId, Cell>& cells) {
  for (const SnapshotPlace& place : part.places) {
    if (place.by != By::district) continue;
    sum.places.push_back(place);
    if (place.code == part.region_code) sum.places.back().parent = whole;
  }
  for (const SnapshotCell& cell : part.cells) {
    if (cell.by != By::district) continue;
    sum.cells.push_back({cell.indicator, cell.by, cell.code, cell.cell, std::nullopt});
    if (cell.code != part.region_code) continue;
    Cell& total = cells[cell.indicator];
    total.part += cell.cell.part;
    total.whole += cell.cell.whole;
    total.unknown += cell.cell.unknown;
    total.rows += cell.cell.rows;
  }
  for (const SnapshotNote& note : part.missing) sum.missing.push_back(note);
}

}  // namespace

Result<std::vector<SubmissionKey>> read_submission_keys(std::string_view toml,
                                                        std::string_view file) {
  const Result<toml::table> table = law::parse_toml(toml, file);
  if (!table) return tl::unexpected(table.error());
  return KeysReader(file).read(*table);
}

Result<SubmissionKey> submission_key_named(std::span<const SubmissionKey> keys,
                                           std::string_view name) {
  if (name.empty() && keys.size() == 1) return keys.front();
  const auto found = std::ranges::find(keys, name, &SubmissionKey::name);
  if (found != keys.end()) return *found;
  std::string all;
  for (const SubmissionKey& key : keys) all.append(all.empty() ? "" : "、").append(key.name);
  return fail(ErrorCode::not_found,
              fmt::format("没有叫「{}」的报送密钥；有的是：{}", printable(name), all));
}

std::string submission_text(std::string_view snapshot, const SubmissionKey& key) {
  const Result<Snapshot> read = snapshot_in(snapshot);
  std::string text = head_of(snapshot, read ? *read : Snapshot{}, key);
  text += snapshot;
  const std::string seal = seal_of(text, key);
  return text.append(kSeal).append(seal).append("\n");
}

Result<Submission> read_submission(std::string_view text, std::span<const SubmissionKey> keys,
                                   Date today) {
  std::string_view rest = text;
  const auto head = take_head(rest);
  if (!head) return tl::unexpected(head.error());
  const auto key = std::ranges::find(keys, (*head)[0], &SubmissionKey::name);
  if (key == keys.end())
    return refused(fmt::format("密钥「{}」这里没有；请核对 --keys 文件",
                               shortened(printable((*head)[0]), 60)));
  const std::size_t seal = text.size() - rest.size() + rest.rfind(kSeal);
  if (rest.rfind(kSeal) == std::string_view::npos) return refused("没有写完，缺少封签；请取原件");
  const std::string expected =
      std::string{kSeal}.append(seal_of(text.substr(0, seal), *key)).append("\n");
  if (text.substr(seal) != expected)
    return refused("封签不符：文件被改过，或者两边的密钥不是同一把；请取原件，核对密钥");
  const std::string_view snapshot =
      text.substr(text.size() - rest.size(), seal - (text.size() - rest.size()));
  Result<Snapshot> read = snapshot_in(snapshot);
  if (!read) return tl::unexpected(read.error());
  // What the head says is what the snapshot and the key say.
  if (!text.starts_with(head_of(snapshot, *read, *key)))
    return refused("文件头与所附的数字或密钥不符；请取原件");
  if (const Result<void> right = check_places(*read, *key); !right)
    return tl::unexpected(right.error());
  if (const Result<void> right = check_period(*read, today); !right)
    return tl::unexpected(right.error());
  if (const std::vector<std::string> faults = faults_of_sums(*read); !faults.empty())
    return refused("合计不等于各部分之和：" + faults.front());
  return Submission{*key, std::string{snapshot}, hex(sm3(snapshot)), *std::move(read)};
}

std::vector<SubmissionDifference> differences(const Snapshot& before, const Snapshot& now) {
  const CellsByPlace old_cells = district_cells(before), new_cells = district_cells(now);
  std::vector<SubmissionDifference> found;
  const auto tell = [&](const auto& key, std::optional<Cell> was, std::optional<Cell> is) {
    found.push_back({key.first, name_of_place(is ? now : before, key.first), key.second,
                     std::move(was), std::move(is)});
  };
  for (const auto& [key, cell] : old_cells) {
    const auto same = new_cells.find(key);
    if (same == new_cells.end())
      tell(key, cell, std::nullopt);
    else if (same->second != cell)
      tell(key, cell, same->second);
  }
  for (const auto& [key, cell] : new_cells)
    if (!old_cells.contains(key)) tell(key, std::nullopt, cell);
  return found;
}

Result<Snapshot> add_up(const SummedUp& order, std::span<const Snapshot> parts,
                        std::span<const SnapshotPlace> expected) {
  Snapshot sum{.body = order.body,
               .region_code = order.region,
               .from = order.from,
               .until = order.until,
               .frozen = order.now,
               .law = {},
               .places = {{By::district, order.region, order.body, ""}},
               .cells = {},
               .rows = {},
               .corrections = {},
               .missing = {}};
  std::map<IndicatorId, Cell> cells;
  std::set<std::string> reported;
  for (const Snapshot& part : parts) {
    if (const Result<void> right = check_part(order, part, parts); !right)
      return tl::unexpected(right.error());
    add_part(part, order.region, sum, cells);
    reported.insert(part.region_code);
  }
  for (const auto& [indicator, cell] : cells)
    sum.cells.push_back({indicator, By::district, order.region, cell, std::nullopt});
  for (const SnapshotPlace& place : expected)
    if (!reported.contains(place.code))
      sum.missing.push_back({place.code, fmt::format("{}没有报送，合计里没有它", place.name)});
  return sum;
}

}  // namespace qingxin::oversight
