// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "casework/paper.h"
#include "store/dossiers.h"

namespace qingxin::store {

enum class PaperId : std::int64_t {};
constexpr std::int64_t number(PaperId id) {
  return static_cast<std::int64_t>(id);
}

// A paper as it left the house, to the byte.
struct PaperForms {
  std::string docx, page;
  std::string addressee;  // whom it is for
  std::string title;      // 责令支付书
  // 张贴的一份, without the table of workers; empty: this kind is not posted.
  std::string posted_docx = {}, posted_page = {};

  friend bool operator==(const PaperForms&, const PaperForms&) = default;
};

struct NewPaper {
  PaperId id{};            // the caller's; of a repeat the first one stays
  std::string client_key;  // made by whoever writes it: a repeat is harmless
  DossierId dossier{};
  std::string event_key;  // of the step of that dossier by which it is issued
  casework::PaperKind kind{};
  UnitId unit{};       // who issues it
  Date day;            // the day that it bears; its year is that of the number
  std::string prefix;  // 机关代字: 平人社监字
  // A hash of what was asked for: under the same key, nothing else is a repeat.
  std::string asked = {};
  // Writes it under the number that it got, inside of the transaction and perhaps more than once:
  // it must change nothing. An error of it leaves the number untaken.
  std::function<Result<PaperForms>(const std::string& number)> write;
};

struct PaperServed {
  int service_no = 0;  // 1, 2 …
  casework::Service service;
  Instant entered;
  access::UserId by{};

  friend bool operator==(const PaperServed&, const PaperServed&) = default;
};

struct PaperVoided {
  Instant at;
  access::UserId by{};
  std::string reason;

  friend bool operator==(const PaperVoided&, const PaperVoided&) = default;
};

struct KeptPaper {
  PaperId id{};
  DossierId dossier{};
  int event_no = 0;  // from 1
  casework::PaperKind kind{};
  UnitId unit{};
  int year = 0;
  std::int64_t number_no = 0;
  std::string number;  // 平人社监字〔2026〕17号
  Date day;
  Instant issued;
  access::UserId by{};
  std::string digest;  // SM3 of the .docx
  std::string addressee;
  std::optional<PaperVoided> voided;
  std::vector<PaperServed> services;  // as they were tried
};

struct PaperIssued {
  Kept kept = Kept::now;
  KeptPaper paper;
};

// Papers as the product remembers them: a part of Store (Store::papers). Numbers of a body, kind
// and year are 1, 2, 3 … without a gap, whoever writes at the same time, and no two papers of a
// body bear one number; a paper that was issued is
// never changed and never gone. Seen is a paper by whoever sees its dossier. Each write, and each
// look at a whole paper, is in the audit trail with ids and the number. For any number of threads.
class PaperStore {
 public:
  virtual ~PaperStore() = default;

  // Refused: invalid_input (no key, no prefix or none that can be one, a kind that has no number),
  // not_found (the dossier is not seen, or has no step with that key), conflict (the key stands for
  // another paper, the prefix for another kind of paper of that body in that year), and what
  // `write` says.
  virtual Result<PaperIssued> issue_paper(const NewPaper& paper) = 0;

  virtual Result<KeptPaper> paper(PaperId id) = 0;  // not_found
  // As issued; refused: conflict, the key was destroyed or the bytes are not those of the digest.
  virtual Result<PaperForms> paper_forms(PaperId id) = 0;
  virtual Result<std::vector<KeptPaper>> papers_of(DossierId dossier) = 0;  // the oldest first
  // 文号簿 of a body: at most `limit`, the newest first, before that one (PaperId{}: from the
  // newest).
  virtual Result<std::vector<KeptPaper>> papers_before(UnitId unit, PaperId before, int limit) = 0;

  // How it was served, each attempt. Refused: what casework::check_service() says; conflict (it is
  // void, or the key stands for another record).
  virtual Result<Kept> add_service(PaperId id, std::string_view client_key,
                                   const casework::Service& service) = 0;
  // 作废: the number stays taken. Refused: invalid_input (no reason), conflict (it is void for
  // another reason).
  virtual Result<Kept> void_paper(PaperId id, std::string_view reason) = 0;
};

}  // namespace qingxin::store
