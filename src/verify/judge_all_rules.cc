// SPDX-License-Identifier: Apache-2.0
#include "verify/judge.h"

namespace qingxin::verify {

void judge_all_rules(const ProjectBook& book, FindingSink& sink, std::vector<Finding>& findings) {
  judge_wage_months(book, sink, findings);
  judge_payroll_months(book, sink);
  judge_histories(book, sink);
  judge_workers(book, sink);
  judge_people(book, sink);
  judge_project_months(book, sink);
  judge_project(book, sink);
  judge_contracts(book, sink);
  judge_site(book, sink);
  judge_accounts(book, sink);
  judge_deposits(book, sink);
}

}  // namespace qingxin::verify
