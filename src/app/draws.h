// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/principal.h"
#include "app/record_desk.h"
#include "oversight/draw.h"

// Double-random draws 双随机抽取: of projects and of the officers who inspect them.
namespace qingxin::app {

enum class Strata : unsigned char { none = 0, industry = 1, grade = 2 };
// industry, grade; empty: none. Error: usage.
Result<Strata> strata_in(std::string_view name);

// What an officer declared: a project's code, a firm's credit code or name.
struct Declared {
  std::string login, with;
};

struct DrawOrder {
  std::string seed;
  std::string region;    // a prefix; empty: all that the scope reaches
  std::string industry;  // only projects of it; empty: of all
  Strata strata = Strata::none;
  int projects = 0;                   // of each stratum, or as many as it has
  std::vector<std::string> officers;  // logins
  int officers_each = 2;
  std::vector<Declared> declared;
  Date day;                 // on which is inspected
  std::int64_t parent = 0;  // a campaign or stage; 0: none
  RecordId fresh{};         // made by the client: asked again it is there; RecordId{}: none
};
struct DrawMade {
  RecordKept draw;
  oversight::Drawn drawn;
  std::vector<RecordKept> inspections;  // planned, in the order in which they were drawn
  std::vector<std::string> notes;       // who and what was left out, and why
};
// Draws and plans an inspection of each project that was drawn. Left out are projects that are not
// in progress; an officer from projects and firms that he declared and that his own unit is.
// Errors: not_permitted, usage (no count), not_found (a login), conflict (the
// id of the client stands for another record), those of oversight::draw().
Result<DrawMade> draw_inspections(const access::Principal& who, Moment moment,
                                  const RecordDesk& desk, const DrawOrder& order);

struct DrawChecked {
  store::WholeRecord draw;
  oversight::DrawCheck check;
};
Result<DrawChecked> check_draw(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               RecordId draw);

}  // namespace qingxin::app
