// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/write_paper.h"
#include "documents/paper.h"
#include "law/law.h"
#include "store/papers.h"
#include "store/sealed_fields.h"
#include "store/store.h"

namespace qingxin::app {

// Where one works on the papers of cases. All outlive it.
struct PaperDesk {
  store::Store* store;
  const law::Law* law;
  store::IdMaker* ids;
};

// A paper with its table of workers, for whoever is not of the body that issued it.
struct AnnexReveal {
  store::PaperId paper{};
  PaperForm form{};
  store::RevealPurpose purpose{};
  std::string reason;  // as checked_reason() wants it
};

// What a person writes. The rest is the dossier's: who issues it, the deadline that the step wrote
// down, the papers of a referral, and, where nothing else is said, the employer and what each
// worker is owed.
struct PaperOrder {
  store::DossierId dossier{};
  std::string client_key;     // a repeat is harmless
  std::string event_key;      // of the step that issues it; empty: the last one that can
  std::string prefix;         // 机关代字
  bool wages_of_all = false;  // 明细 lists all whom the firm owes, not only who is known by reports
  documents::Paper paper;
};

// Error: usage.
Result<store::PaperId> paper_id_in(std::string_view text);

// Writes it, numbers it, keeps it. Errors: not_permitted, not_found, what documents::check_paper()
// and PaperStore::issue_paper() say, and invalid_input where no step of the dossier issues such a
// paper, where what a firm gets betrays who reported, or a public answer names anybody. Written by
// the body that did the step: by whoever may do it or handles the case. That a public answer was
// refused is in the audit trail.
Result<store::PaperIssued> write_case_paper(const access::Principal& who, Moment moment,
                                            const PaperDesk& desk, PaperOrder order);

// Errors of all: not_permitted, not_found, and those of store::PaperStore. What is shown of a paper
// to a person has his name masked.
Result<std::vector<store::KeptPaper>> papers_of_case(const access::Principal& who, Moment moment,
                                                     const PaperDesk& desk,
                                                     store::DossierId dossier);
Result<store::KeptPaper> show_paper(const access::Principal& who, Moment moment,
                                    const PaperDesk& desk, store::PaperId paper);
// The bytes as they were issued; of a paper with a table of workers for its issuer alone.
Result<std::string> take_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                               store::PaperId paper, PaperForm form);
// 张贴的一份, as it was issued: it says nothing of what any worker is owed. Of orders and penalties
// alone, as others name who reported. Error besides: invalid_input (a kind that is not posted).
Result<std::string> take_posted_copy(const access::Principal& who, Moment moment,
                                     const PaperDesk& desk, store::PaperId paper, PaperForm form);
// The paper with the names of its table; who saw it and why is recorded before it is given. Errors
// besides: invalid_input (the reason, the purpose, a paper without such a table).
Result<std::string> reveal_annex(const access::Principal& who, Moment moment, const PaperDesk& desk,
                                 const AnnexReveal& asked);
// Of the papers of his own body.
Result<store::Kept> serve_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                                store::PaperId paper, std::string_view client_key,
                                const casework::Service& service);
Result<store::Kept> void_paper(const access::Principal& who, Moment moment, const PaperDesk& desk,
                               store::PaperId paper, std::string_view reason);

}  // namespace qingxin::app
