// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "oversight/record.h"

// Double-random draws 双随机抽取: which projects are inspected and by whom, by lot. All that the lot
// depends on stands in the record of the draw, so that anybody draws the same again.
namespace qingxin::oversight {

// Numbers from a seed, the same on every machine. The n-th number, n from 0, is the first eight
// bytes, the most significant first, of
//   SM3("qingxin-draw 1\n" seed "\n" stream "\n" n)      (n in decimal digits)
// Below a count: numbers from the greatest multiple of the count that fits into 64 bits on are left
// out, of the others the remainder is taken.
class Lots {
 public:
  Lots(std::string_view seed, std::string_view stream);

  std::uint64_t next();
  std::uint64_t below(std::uint64_t count);  // count > 0

 private:
  std::string prefix_;
  std::uint64_t drawn_ = 0;
};

// So many of the names, in the order in which they are drawn: of the names in ascending order the
// i-th, i from 0, changes places with the one that stands Lots::below(names left) behind it.
std::vector<std::string> draw_names(Lots lots, std::vector<std::string> names, std::size_t wanted);

struct DrawProject {
  std::string code;
  std::string stratum;          // industry or credit grade; empty: one for all
  std::string firm, firm_code;  // the general contractor; empty: not known
  std::string excluded;         // why it is not drawn from; empty: it is

  friend bool operator==(const DrawProject&, const DrawProject&) = default;
};

// What an officer has to do with: a project's code, a firm's credit code or name.
struct Interest {
  std::string with;
  std::string why;  // 本人申报, 本单位

  friend bool operator==(const Interest&, const Interest&) = default;
};

struct DrawOfficer {
  std::int64_t id = 0;
  std::vector<Interest> interests;
  std::string excluded;  // why he is not drawn from; empty: he is
};

struct DrawPlan {
  std::string seed;
  std::map<std::string, int> wanted;  // projects of each stratum
  int officers_each = 2;
};

struct DrawnProject {
  std::string code;
  std::vector<std::int64_t> officers;  // in the order in which they were drawn

  friend bool operator==(const DrawnProject&, const DrawnProject&) = default;
};
// Who was not drawn from for a project that was drawn.
struct Conflict {
  std::string project;
  std::int64_t officer = 0;
  std::string why;

  friend bool operator==(const Conflict&, const Conflict&) = default;
};
struct Drawn {
  std::vector<DrawnProject> projects;  // by stratum, then as they were drawn
  std::vector<Conflict> conflicts;     // by project as above, then by officer

  friend bool operator==(const Drawn&, const Drawn&) = default;
};

// Projects of each stratum by the stream "projects <stratum>", officers of each project by the
// stream "officers <code>". Errors, invalid_input: no seed; a project or officer twice; a stratum
// that has fewer projects than are wanted; a project for which there are not enough officers.
Result<Drawn> draw(const DrawPlan& plan, std::span<const DrawProject> projects,
                   std::span<const DrawOfficer> officers);

// What the record of a draw says, and what it says read back: ids stand in the items, which nobody
// masks.
std::vector<Line> lines_of_draw(const DrawPlan& plan, std::span<const DrawProject> projects,
                                std::span<const DrawOfficer> officers, const Drawn& drawn);
// SM3 of the lines, as hex digits.
std::string digest_of_draw(std::span<const Line> lines);

// What a record comes to when it is drawn again.
struct DrawCheck {
  Drawn kept, again;
  bool is_digest_same = false;

  bool is_sound() const { return is_digest_same && kept == again; }
};
// Errors: invalid_input, lines that no draw writes, or from which nothing can be drawn.
Result<DrawCheck> check_draw(const Record& record);

}  // namespace qingxin::oversight
