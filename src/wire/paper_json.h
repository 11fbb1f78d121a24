// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "app/case_papers.h"
#include "wire/problem.h"

namespace qingxin::wire {

// What a person writes for a paper. Articles are looked up: a text or an article that is not there
// is refused. `law` must outlive the order, which names its instruments.
Outcome<app::PaperOrder> read_paper_order(std::string_view body, store::DossierId dossier,
                                          const law::Law& law);

// How one was served, under the key of whoever sent it.
struct ServiceOrder {
  std::string key;
  casework::Service service;
};
Outcome<ServiceOrder> read_service_order(std::string_view body);

// Which form of it, the whole or what is posted.
struct PaperFileOrder {
  app::PaperForm form{};
  documents::PaperCopy copy{};
};
Outcome<PaperFileOrder> read_paper_file_order(std::string_view body);
Outcome<app::AnnexReveal> read_annex_reveal(std::string_view body, store::PaperId paper);
// Why it is void.
Outcome<std::string> read_voiding(std::string_view body);

std::string paper_json(const store::KeptPaper& paper);
std::string papers_json(const std::vector<store::KeptPaper>& papers);
void write_paper_json(const store::KeptPaper& paper, std::ostream& out);
void write_papers_json(const std::vector<store::KeptPaper>& papers, std::ostream& out);

}  // namespace qingxin::wire
