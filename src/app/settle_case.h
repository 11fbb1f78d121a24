// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/case_desk.h"
#include "app/stored_data.h"

// What each worker of a case is owed, and how he got it: established of facts in force or entered
// with evidence; settled by the bank, by a receipt with a scan and a call-back, or by a judgment.
// Not established is not zero. Whoever enters it belongs to the body that is responsible or handles
// it with that, and has handled the case then: others call back, accept delays and end it.
namespace qingxin::app {

// Somebody who is owed, as an officer enters him. What is empty stays as it is.
struct ArrearsEntered {
  std::int64_t worker = 0;  // his number in the dossier; 0: a further one
  std::string name, id_number, phone;
  std::optional<Money> established;
  std::string evidence;  // where the established amount stands
};

struct ArrearsChanged {
  std::vector<std::int64_t> workers;  // whose arrears are other now
  std::vector<std::string> remarks;   // what a person has to look at
  casework::CaseSums sums;
  store::Kept kept = store::Kept::now;
};

// Errors: not_permitted, not_found (the dossier, a worker of that number), invalid_input (an amount
// below zero, an amount without evidence), conflict (somebody else wrote meanwhile; another worker
// has the same document number).
Result<ArrearsChanged> enter_arrears(const access::Principal& who, Moment moment,
                                     const CaseDesk& desk, DossierId id,
                                     std::span<const ArrearsEntered> entered);

// Takes them of the facts in force of the case's project, as they would be judged on that day: of
// each worker what is due by the payroll and was not paid, month by month; of whom the facts do not
// tell it, that it is not known, until somebody enters it. Who stands there already of the facts
// and has a settlement keeps his months with their amounts, and months that have come to be owed
// since are added; who was entered by hand keeps his amount. Both are remarked upon. Errors: the
// same, conflict (the project is not known), those of judging.
Result<ArrearsChanged> establish_from_facts(const access::Principal& who, Moment moment,
                                            StoredData& data, const law::Law& law, int threads,
                                            DossierId id, Date as_of);

// Of the facts in force: what the bank paid, for the months in which something is owed, after the
// day until which the arrears were established, each payment by its serial number. Wages of another
// month settle nothing; where the payroll says that back pay is among them, it is remarked upon and
// a person decides. What came back since counts no more, and what a person marked
// as returned stays so: it is remarked upon, as another amount is. Errors: the same.
Result<ArrearsChanged> settle_from_facts(const access::Principal& who, Moment moment,
                                         StoredData& data, const law::Law& law, DossierId id);

// One payment as an officer enters it. With an index: it is known otherwise now.
struct SettlementEntered {
  std::int64_t worker = 0;
  std::optional<int> index;         // of his settlements, from 0; empty: a further one
  casework::Settlement settlement;  // without calls
};
// Errors: the same; invalid_input also for an amount that is not above zero and a payment by bank
// without its state, conflict also where the paper proves another payment already, or is known here
// otherwise: says where; and where a judgment is not in the dossier as one that nothing is owed.
// Without an index the same paper may only say that a payment by bank went further: told, settled,
// returned.
Result<ArrearsChanged> enter_settlement(const access::Principal& who, Moment moment,
                                        const CaseDesk& desk, DossierId id,
                                        const SettlementEntered& entered);

// What a worker said when he was asked whether he has the money. "没收到" takes both ends back.
// Refused (not_permitted): who handled the case.
struct CallEntered {
  std::int64_t worker = 0;
  int index = 0;  // of his settlements, from 0
  casework::CallAnswer answer = casework::CallAnswer::not_reached;
};
Result<ArrearsChanged> enter_call(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  DossierId id, const CallEntered& entered);

// Which delay is meant; clock and day may be left out where there is only one of its kind.
struct DelayNamed {
  casework::Defect defect{};
  std::optional<casework::ClockId> clock;
  std::optional<Date> due;
};
// A delay that was accepted by somebody who did not handle the matter; of a clue or a case. It
// stays counted, and no other is excused by it. Errors: not_permitted (who handled it),
// invalid_input (a defect that can be mended, no account), not_found (there is no such delay: says
// which there are), usage (several could be meant: says which).
Result<store::Kept> accept_delay(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 DossierId id, const DelayNamed& named, std::string_view account);

// What is known of a dossier beside its steps; what is empty stays as it is.
struct DossierNotes {
  std::optional<std::string> region_code, industry, project_code, project_name, employer,
      employer_code;
  std::optional<casework::Funding> funding;
  std::optional<casework::Incident> incident;
  std::optional<std::string> why_not_as_claimed, why_no_police;
  std::optional<casework::CrimeAmount> crime;
};
// Errors: not_permitted, not_found (the dossier, the project), invalid_input (a region that is
// none), conflict.
Result<store::Kept> note_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 DossierId id, const DossierNotes& notes);

}  // namespace qingxin::app
