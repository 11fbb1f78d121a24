// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace qingxin::law {

// How a parameter is written and counted.
enum class ParameterKind : unsigned char {
  money,    // "2200.00" yuan → fen
  count,    // a whole number (days, months, passes)
  percent,  // "1.5%" → hundredths of a percent: 150
  choice,   // true / false → 1 / 0
};

// A parameter that a place may set. The list is closed: an unknown name is refused.
struct ParameterName {
  std::string_view name;  // "pay.day"; in a file: table "pay", key "day"
  ParameterKind kind;
  std::int64_t least;  // in the kind's unit; outside [least, most] is refused
  std::int64_t most;
  std::string_view meaning;             // in Chinese, with the unit
  std::string_view unset = "无法判定";  // what follows where nobody has set it
};

// Every name that parameters files may use.
const std::vector<ParameterName>& parameter_names();

// One dated, regional value.
struct ParameterValue {
  std::string name;
  std::string region;        // GB/T 2260 prefix without trailing 00 pairs; "" is the nation
  std::optional<Date> from;  // empty: always
  std::optional<Date> to;    // the last day in force; empty: open
  std::int64_t value;        // in the kind's unit
  std::string written;       // as in the file: "2200.00"
  std::string source;        // empty: the file names none; the report says so
  bool is_local = false;     // from 参数.toml of the folder
};

// Resolution: county → city → province → nation; local values before those that ship. Of several
// that are in force for the same place, the one that began last.
class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(std::vector<ParameterValue> values);

  // Nothing when no value is in force there and then. Never an expired one.
  const ParameterValue* find(std::string_view name, std::string_view region, Date day) const;

  // The last day up to `day` on which a value begins, or the first after one ended: find() answers
  // the same for both, whatever the name and the region. Date{INT32_MIN}: there is none.
  Date last_change(Date day) const;

  // `more` goes before what is here (参数.toml over law/parameters).
  Parameters with(std::vector<ParameterValue> more) const;

  const std::vector<ParameterValue>& all() const { return values_; }

 private:
  std::vector<ParameterValue> values_;
  std::vector<Date> changes_;  // ascending
};

// Reads one parameters file (law/parameters/*.toml or a folder's 参数.toml). `file` is named in
// messages. Refuses unknown tables and keys, wrong units, values out of range and overlapping
// periods of one region, each with table, key, value and remedy.
Result<std::vector<ParameterValue>> read_parameters(std::string_view toml, std::string_view file,
                                                    bool is_local);

// "130100" → "1301", "130000" → "13", "000000" and "" → "".
std::string region_prefix(std::string_view region_code);

}  // namespace qingxin::law
