// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "store/dossier_rows.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

// Steps of a strand have numbers of their own hundred: casework/life.h.
std::string marked_steps(DossierCondition& seen) {
  std::string words =
      "e.step = " + seen.place(static_cast<std::int64_t>(casework::Step::first_asked));
  for (const casework::Strand strand : {casework::Strand::clue, casework::Strand::withdrawal,
                                        casework::Strand::clearing, casework::Strand::look_back}) {
    const std::int64_t first = static_cast<std::int64_t>(strand) * 100;
    words += " OR e.step BETWEEN " + seen.place(first) + " AND " + seen.place(first + 99);
  }
  return "(" + words + ")";
}

}  // namespace

Result<std::vector<DossierMark>> SqlStore::dossier_marks(const DossierFilter& filter) {
  DossierCondition seen(who_);
  seen.narrow(filter);
  seen.also(marked_steps(seen));
  std::vector<DossierMark> marks;
  const Result<void> done = look("读卷的步骤", [&](Statements& statements) {
    marks.clear();
    statements.run(
        "SELECT e.dossier_id, e.step, e.strand_no, e.at_ms, e.entered_ms, e.satisfaction,"
        " e.channel FROM dossier_event e JOIN dossier d ON d.dossier_id = e.dossier_id WHERE " +
            seen.words() + " ORDER BY e.dossier_id, e.event_no",
        seen.values(), [&](const SqlRow& row) {
          marks.push_back({.dossier = DossierId{row.number(0)},
                           .step = static_cast<casework::Step>(row.number(1)),
                           .number = static_cast<int>(row.number(2)),
                           .at = Instant{row.number(3)},
                           .entered = Instant{row.number(4)},
                           .satisfaction = number_in<int>(row, 5),
                           .channel = number_in<casework::Channel>(row, 6)});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return marks;
}

}  // namespace qingxin::store
