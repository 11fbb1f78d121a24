// SPDX-License-Identifier: Apache-2.0
#include "store/papers.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "store/dossier_rows.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;
using casework::PaperKind;

constexpr std::string_view kColumns =
    "p.paper_id, p.dossier_id, p.event_no, p.kind, p.unit_id, p.year, p.number_no, p.number,"
    " p.day, p.issued_ms, p.user_id, p.digest, p.content, p.key_year, p.voided_ms, p.voided_by,"
    " p.void_reason, p.void_key_year";

tl::unexpected<Error> unknown(PaperId id) {
  return fail(ErrorCode::not_found, fmt::format("没有文书 {}；请核对编号", number(id)));
}

std::string paper_place(PaperId id) {
  return fmt::format("paper content {}", number(id));
}
std::string reason_place(PaperId id) {
  return fmt::format("paper void_reason {}", number(id));
}
std::string service_place(PaperId id, int service_no) {
  return fmt::format("paper_service content {} {}", number(id), service_no);
}

// What is sealed of a paper itself.
struct PaperContent {
  PaperForms forms;
  std::optional<std::string> asked;  // nothing: it was kept before that was
};

std::string bytes_of(const PaperForms& forms, const std::string& asked) {
  const std::array<std::string, 7> texts{
      forms.addressee,   forms.title,       forms.docx, forms.page,
      forms.posted_docx, forms.posted_page, asked};
  return packed(texts);
}
std::optional<PaperContent> content_in(std::string_view bytes) {
  std::optional<std::vector<std::string>> texts = unpacked(bytes);
  if (!texts || (texts->size() != 4 && texts->size() != 7)) return std::nullopt;
  PaperContent content{.forms = {.docx = (*texts)[2],
                                 .page = (*texts)[3],
                                 .addressee = (*texts)[0],
                                 .title = (*texts)[1]},
                       .asked = {}};
  if (texts->size() == 4) return content;
  content.forms.posted_docx = (*texts)[4];
  content.forms.posted_page = (*texts)[5];
  content.asked = (*texts)[6];
  return content;
}

std::string bytes_of(const casework::Service& service) {
  const std::array<std::string, 7> texts{
      service.place,    service.received_by,      service.refusal,       service.witness,
      service.document, packed(service.officers), packed(service.photos)};
  return packed(texts);
}
bool take_words(std::string_view bytes, casework::Service& service) {
  const std::optional<std::vector<std::string>> texts = unpacked(bytes);
  if (!texts || texts->size() != 7) return false;
  const auto officers = unpacked((*texts)[5]);
  const auto photos = unpacked((*texts)[6]);
  if (!officers || !photos) return false;
  service.place = (*texts)[0];
  service.received_by = (*texts)[1];
  service.refusal = (*texts)[2];
  service.witness = (*texts)[3];
  service.document = (*texts)[4];
  service.officers = *officers;
  service.photos = *photos;
  return true;
}

struct RawPaper {
  KeptPaper paper;
  std::string content, reason;
  int key_year = 0, reason_year = 0;
};

RawPaper raw_paper(const SqlRow& row) {
  RawPaper raw;
  raw.paper = {.id = PaperId{row.number(0)},
               .dossier = DossierId{row.number(1)},
               .event_no = static_cast<int>(row.number(2)),
               .kind = static_cast<PaperKind>(row.number(3)),
               .unit = UnitId{row.number(4)},
               .year = static_cast<int>(row.number(5)),
               .number_no = row.number(6),
               .number = std::string{row.text(7)},
               .day = day_of_digits(row.number(8)),
               .issued = Instant{row.number(9)},
               .by = access::UserId{row.number(10)},
               .digest = std::string{row.text(11)},
               .addressee = {},
               .voided = {},
               .services = {}};
  raw.content = row.text(12);
  raw.key_year = static_cast<int>(row.number(13));
  if (!row.is_null(14)) {
    raw.paper.voided = PaperVoided{
        .at = Instant{row.number(14)}, .by = access::UserId{row.number(15)}, .reason = {}};
    raw.reason = row.text(16);
    raw.reason_year = static_cast<int>(row.number(17));
  }
  return raw;
}

// What is sealed of the papers of one dossier, within a transaction.
class PaperSeal {
 public:
  PaperSeal(Statements& statements, const Vault& vault, DossierId dossier)
      : statements_(&statements), vault_(&vault), keys_(keys_of(dossier)) {}

  std::string seal(const std::string& place, std::string_view plain, Instant now) {
    const int year = key_year(now);
    vault_->make_data_keys(*statements_, std::span{&keys_, 1}, year, now);
    const std::optional<access::Sealer>& sealer = sealer_of(year);
    if (sealer) return sealer->seal(place, plain);
    statements_->refuse(ErrorCode::conflict, "这一卷的密钥已销毁，不能再给它记文书");
    return {};
  }

  // Nothing: the key was destroyed. Refuses what was tampered with.
  std::optional<std::string> open(const std::string& place, std::string_view sealed, int year) {
    const std::optional<access::Sealer>& sealer = sealer_of(year);
    if (!sealer) return std::nullopt;
    std::optional<std::string> plain = sealer->open(place, sealed);
    if (!plain)
      statements_->refuse(ErrorCode::conflict, "文书的原文被改动过，打不开；请从备份恢复");
    return plain;
  }

 private:
  const std::optional<access::Sealer>& sealer_of(int year) {
    const auto [at, is_new] = sealers_.try_emplace(year);
    if (!is_new) return at->second;
    if (const std::optional<access::Key> key = vault_->data_key(*statements_, keys_, year))
      at->second.emplace(*key);
    return at->second;
  }

  Statements* statements_;
  const Vault* vault_;
  ProjectId keys_;
  std::map<int, std::optional<access::Sealer>> sealers_;
};

std::vector<PaperServed> services_of(Statements& statements, PaperSeal& seal, PaperId id) {
  struct Raw {
    PaperServed served;
    std::string content;
    int year;
  };
  std::vector<Raw> rows;
  statements.run(
      "SELECT service_no, way, at_ms, entered_ms, user_id, content, key_year FROM paper_service"
      " WHERE paper_id = $1 ORDER BY service_no",
      {number(id)}, [&](const SqlRow& row) {
        PaperServed served{.service_no = static_cast<int>(row.number(0)),
                           .service = {},
                           .entered = Instant{row.number(3)},
                           .by = access::UserId{row.number(4)}};
        served.service.way = static_cast<casework::ServiceWay>(row.number(1));
        served.service.at = Instant{row.number(2)};
        rows.push_back(
            {std::move(served), std::string{row.text(5)}, static_cast<int>(row.number(6))});
      });
  std::vector<PaperServed> services;
  for (Raw& raw : rows) {
    const auto plain = seal.open(service_place(id, raw.served.service_no), raw.content, raw.year);
    if (plain) take_words(*plain, raw.served.service);
    services.push_back(std::move(raw.served));
  }
  return services;
}

KeptPaper whole_paper(Statements& statements, const Vault& vault, RawPaper raw) {
  PaperSeal seal(statements, vault, raw.paper.dossier);
  if (const auto plain = seal.open(paper_place(raw.paper.id), raw.content, raw.key_year))
    if (const std::optional<PaperContent> content = content_in(*plain))
      raw.paper.addressee = content->forms.addressee;
  if (raw.paper.voided)
    raw.paper.voided->reason =
        seal.open(reason_place(raw.paper.id), raw.reason, raw.reason_year).value_or("");
  raw.paper.services = services_of(statements, seal, raw.paper.id);
  return std::move(raw.paper);
}

std::vector<RawPaper> read_papers(Statements& statements, std::string_view condition,
                                  std::span<const SqlValue> values) {
  std::vector<RawPaper> rows;
  statements.run(fmt::format("SELECT {} FROM paper p {}", kColumns, condition), values,
                 [&](const SqlRow& row) { rows.push_back(raw_paper(row)); });
  return rows;
}

std::optional<RawPaper> find_paper(Statements& statements, PaperId id) {
  const SqlValue values[] = {number(id)};
  std::vector<RawPaper> rows = read_papers(statements, "WHERE p.paper_id = $1", values);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

// The next number. The row is written first, and so whoever else wants one waits until this
// transaction ends: no number is skipped by one that fails.
std::int64_t next_number(Statements& statements, const NewPaper& paper) {
  const std::int64_t year = year_of(paper.day), kind = static_cast<std::int64_t>(paper.kind);
  statements.run(
      "INSERT INTO paper_register (unit_id, year, kind, last_no) VALUES ($1, $2, $3, 1)"
      " ON CONFLICT (unit_id, year, kind) DO UPDATE SET last_no = paper_register.last_no + 1",
      {number(paper.unit), year, kind});
  std::int64_t next = 0;
  statements.run(
      "SELECT last_no FROM paper_register WHERE unit_id = $1 AND year = $2 AND kind = $3",
      {number(paper.unit), year, kind}, [&](const SqlRow& row) { next = row.number(0); });
  return next;
}

int event_no_of(Statements& statements, const NewPaper& paper) {
  int event_no = 0;
  statements.run("SELECT event_no FROM dossier_event WHERE dossier_id = $1 AND client_key = $2",
                 {number(paper.dossier), std::string_view{paper.event_key}},
                 [&](const SqlRow& row) { event_no = static_cast<int>(row.number(0)); });
  if (event_no == 0)
    statements.refuse(ErrorCode::not_found,
                      fmt::format("卷 {} 里没有编号为 {} 的步骤；请先记下这一步，再写文书",
                                  number(paper.dossier), printable(paper.event_key)));
  return event_no;
}

std::optional<Error> fault_of(const NewPaper& paper) {
  const auto kind = static_cast<std::size_t>(paper.kind);
  if (kind < 1 || kind >= static_cast<std::size_t>(PaperKind::filing_proof))
    return Error{ErrorCode::invalid_input, "这一种文书没有文号，不进文号簿"};
  if (paper.client_key.empty())
    return Error{ErrorCode::invalid_input, "文书要有编号，重复交才认得出；请给它一个编号"};
  const std::string_view prefix = trim(paper.prefix);
  if (prefix.empty()) return Error{ErrorCode::invalid_input, "缺机关代字；请写明，如 平人社监字"};
  if (!is_utf8(prefix) || !is_printable(prefix) || prefix.find("〔") != std::string_view::npos)
    return Error{ErrorCode::invalid_input,
                 "机关代字只写年份前面的字，如 平人社监字；〔年份〕和序号由文号簿给"};
  return std::nullopt;
}

// What every number of it begins with: "平人社监字〔2026〕".
std::string number_begin(const NewPaper& paper) {
  return fmt::format("{}〔{}〕", trim(paper.prefix), year_of(paper.day));
}

// Each kind counts from 1: two of them with one prefix would give one number to two papers.
void require_own_prefix(Statements& statements, const NewPaper& paper) {
  const std::string begin = number_begin(paper);
  std::optional<PaperKind> other;
  statements.run(
      fmt::format("SELECT kind FROM paper WHERE unit_id = $1 AND year = $2 AND kind <> $3"
                  " AND substr(number, 1, {}) = $4 LIMIT 1",
                  character_count(begin)),
      {number(paper.unit), std::int64_t{year_of(paper.day)}, static_cast<std::int64_t>(paper.kind),
       std::string_view{begin}},
      [&](const SqlRow& row) { other = static_cast<PaperKind>(row.number(0)); });
  if (other)
    statements.refuse(
        ErrorCode::conflict,
        fmt::format("机关代字「{}」今年已经用在{}上，再用在{}上文号会重；请给它另一个机关代字",
                    printable(trim(paper.prefix)), name_of(*other).chinese,
                    name_of(paper.kind).chinese));
}

bool has_key(Statements& statements, const NewPaper& paper) {
  return statements.run("SELECT 1 FROM paper WHERE dossier_id = $1 AND client_key = $2",
                        {number(paper.dossier), std::string_view{paper.client_key}}) > 0;
}

// Keeps a paper under that number and says it in full; empty: refused.
std::string put_paper(Statements& statements, PaperSeal& seal, const NewPaper& paper, int event_no,
                      std::int64_t next, access::UserId by, Instant now) {
  if (statements.have_failed()) return {};
  const std::string told = fmt::format("{}{}号", number_begin(paper), next);
  const Result<PaperForms> forms = paper.write(told);
  if (!forms) {
    statements.refuse(forms.error().code, forms.error().message);
    return {};
  }
  const std::string content = seal.seal(paper_place(paper.id), bytes_of(*forms, paper.asked), now);
  const std::string digest = hex(sm3(forms->docx));
  // Older papers may share one (0011_papers.sql); no new one does, whoever else writes just now.
  statements.run(
      "INSERT INTO paper_number (unit_id, year, number, paper_id) VALUES ($1, $2, $3, $4)",
      {number(paper.unit), std::int64_t{year_of(paper.day)}, std::string_view{told},
       number(paper.id)});
  statements.run(
      "INSERT INTO paper (paper_id, client_key, dossier_id, event_no, unit_id, year, kind,"
      " number_no, number, day, issued_ms, user_id, digest, content, key_year)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      {number(paper.id), std::string_view{paper.client_key}, number(paper.dossier),
       std::int64_t{event_no}, number(paper.unit), std::int64_t{year_of(paper.day)},
       static_cast<std::int64_t>(paper.kind), next, std::string_view{told}, day_digits(paper.day),
       now.utc_ms, static_cast<std::int64_t>(by), std::string_view{digest}, Blob{content},
       std::int64_t{key_year(now)}});
  return told;
}

// Whoever serves and whoever voids one paper come one after the other from here on.
void lock_paper(Statements& statements, PaperId id) {
  statements.run("UPDATE paper SET number = number WHERE paper_id = $1", {number(id)});
}

// Whether it is kept under that key; refuses when that is another record.
bool is_served(Statements& statements, PaperSeal& seal, PaperId id, std::string_view client_key,
               const casework::Service& service) {
  int service_no = 0;
  statements.run("SELECT service_no FROM paper_service WHERE paper_id = $1 AND client_key = $2",
                 {number(id), client_key},
                 [&](const SqlRow& row) { service_no = static_cast<int>(row.number(0)); });
  if (service_no == 0) return false;
  const std::vector<PaperServed> kept = services_of(statements, seal, id);
  if (kept[static_cast<std::size_t>(service_no) - 1].service != service)
    statements.refuse(ErrorCode::conflict, fmt::format("编号 {} 已经记过另一次送达，请换一个编号",
                                                       printable(client_key)));
  return true;
}

void put_service(Statements& statements, PaperSeal& seal, PaperId id, std::string_view client_key,
                 const casework::Service& service, access::UserId by, Instant now) {
  const std::optional<RawPaper> raw = find_paper(statements, id);
  if (raw && raw->paper.voided)
    return statements.refuse(ErrorCode::conflict,
                             fmt::format("文书 {} 已作废，不能再送达", raw->paper.number));
  const int next = static_cast<int>(services_of(statements, seal, id).size()) + 1;
  const std::string content = seal.seal(service_place(id, next), bytes_of(service), now);
  statements.run(
      "INSERT INTO paper_service (paper_id, service_no, client_key, way, at_ms, entered_ms,"
      " user_id, content, key_year) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {number(id), std::int64_t{next}, client_key, static_cast<std::int64_t>(service.way),
       service.at.utc_ms, now.utc_ms, static_cast<std::int64_t>(by), Blob{content},
       std::int64_t{key_year(now)}});
}

// Whether it is void; refuses when that is for another reason.
bool is_void(Statements& statements, PaperSeal& seal, PaperId id, std::string_view reason) {
  const std::optional<RawPaper> raw = find_paper(statements, id);
  if (!raw || !raw->paper.voided) return false;
  if (seal.open(reason_place(id), raw->reason, raw->reason_year) != std::string{reason})
    statements.refuse(ErrorCode::conflict,
                      fmt::format("文书 {} 已因别的理由作废", raw->paper.number));
  return true;
}

// Whether the same was asked for. What was kept before that was noted is known by its day and step.
bool is_same(Statements& statements, PaperSeal& seal, const RawPaper& kept, const NewPaper& paper) {
  if (kept.paper.kind != paper.kind || kept.paper.unit != paper.unit) return false;
  const auto plain = seal.open(paper_place(kept.paper.id), kept.content, kept.key_year);
  const std::optional<PaperContent> content = plain ? content_in(*plain) : std::nullopt;
  if (content && content->asked) return *content->asked == paper.asked;
  return kept.paper.day == paper.day && kept.paper.event_no == event_no_of(statements, paper);
}

}  // namespace

Result<PaperIssued> SqlStore::issue_paper(const NewPaper& paper) {
  if (std::optional<Error> fault = fault_of(paper)) return tl::unexpected(*std::move(fault));
  PaperIssued issued;
  bool is_second = false;
  access::AuditEntry entry = audit_entry("issue_paper", {});
  const auto work = [&](Statements& statements) {
    issued = {};
    is_second = false;
    require_dossier(statements, paper.dossier);
    if (statements.have_failed()) return;
    const SqlValue key[] = {number(paper.dossier), std::string_view{paper.client_key}};
    std::vector<RawPaper> known =
        read_papers(statements, "WHERE p.dossier_id = $1 AND p.client_key = $2", key);
    if (!known.empty()) {
      issued.kept = Kept::already;
      PaperSeal seal(statements, core_->vault, paper.dossier);
      if (!is_same(statements, seal, known.front(), paper))
        return statements.refuse(
            ErrorCode::conflict,
            fmt::format("编号 {} 已经是另一份文书 {}，写的与这一份不同；请换一个编号",
                        printable(paper.client_key), known.front().paper.number));
      issued.paper = whole_paper(statements, core_->vault, std::move(known.front()));
      return;
    }
    const int event_no = event_no_of(statements, paper);
    if (statements.have_failed()) return;
    const std::int64_t next = next_number(statements, paper);
    require_own_prefix(statements, paper);
    if (statements.have_failed()) return;
    // Somebody may have sent the same a moment ago: this is taken back, number and all.
    is_second = has_key(statements, paper);
    if (is_second) return statements.refuse(ErrorCode::conflict, "同一份文书刚刚写过");
    PaperSeal seal(statements, core_->vault, paper.dossier);
    const std::string told = put_paper(statements, seal, paper, event_no, next, who_.user, now_);
    if (statements.have_failed()) return;
    entry.subjects =
        fmt::format("dossier={} paper={} number={}", number(paper.dossier), number(paper.id), told);
    if (std::optional<RawPaper> kept = find_paper(statements, paper.id))
      issued.paper = whole_paper(statements, core_->vault, *std::move(kept));
  };
  const Result<void> done = change(entry, now_, "写文书", work);
  if (!done && is_second) return issue_paper(paper);  // which finds it
  if (!done) return tl::unexpected(done.error());
  return issued;
}

Result<KeptPaper> SqlStore::paper(PaperId id) {
  std::optional<KeptPaper> found;
  const Result<void> done = look("查文书", [&](Statements& statements) {
    found.reset();
    std::optional<RawPaper> raw = find_paper(statements, id);
    if (!raw) return;
    require_dossier(statements, raw->paper.dossier);
    if (statements.have_failed()) return;
    found = whole_paper(statements, core_->vault, *std::move(raw));
  });
  if (!done) return tl::unexpected(done.error());
  if (!found) return unknown(id);
  return *std::move(found);
}

Result<PaperForms> SqlStore::paper_forms(PaperId id) {
  const Result<KeptPaper> kept = paper(id);
  if (!kept) return tl::unexpected(kept.error());
  PaperForms forms;
  const access::AuditEntry entry =
      audit_entry("open_paper", {{"dossier", number(kept->dossier)}, {"paper", number(id)}});
  if (const Result<void> noted = note(entry); !noted) return tl::unexpected(noted.error());
  const Result<void> done = look("取文书", [&](Statements& statements) {
    const std::optional<RawPaper> raw = find_paper(statements, id);
    if (!raw) return;
    PaperSeal seal(statements, core_->vault, raw->paper.dossier);
    const auto plain = seal.open(paper_place(id), raw->content, raw->key_year);
    const std::optional<PaperContent> read = plain ? content_in(*plain) : std::nullopt;
    if (!read || hex(sm3(read->forms.docx)) != raw->paper.digest)
      return statements.refuse(
          ErrorCode::conflict,
          fmt::format("文书 {} 打不开：密钥已销毁，或与登记的校验值不符", raw->paper.number));
    forms = read->forms;
  });
  if (!done) return tl::unexpected(done.error());
  return forms;
}

Result<std::vector<KeptPaper>> SqlStore::papers_of(DossierId dossier) {
  std::vector<KeptPaper> papers;
  const Result<void> done = look("查文书", [&](Statements& statements) {
    papers.clear();
    require_dossier(statements, dossier);
    const SqlValue values[] = {number(dossier)};
    for (RawPaper& raw :
         read_papers(statements, "WHERE p.dossier_id = $1 ORDER BY p.paper_id", values))
      papers.push_back(whole_paper(statements, core_->vault, std::move(raw)));
  });
  if (!done) return tl::unexpected(done.error());
  return papers;
}

Result<std::vector<KeptPaper>> SqlStore::papers_before(UnitId unit, PaperId before, int limit) {
  std::vector<KeptPaper> papers;
  const Result<void> done = look("查文号簿", [&](Statements& statements) {
    papers.clear();
    DossierCondition seen(who_);
    seen.also("p.unit_id = " + seen.place(number(unit)));
    if (before != PaperId{}) seen.also("p.paper_id < " + seen.place(number(before)));
    const std::string condition = fmt::format(
        "JOIN dossier d ON d.dossier_id = p.dossier_id WHERE {} ORDER BY p.paper_id"
        " DESC LIMIT {}",
        seen.words(), seen.place(std::int64_t{limit}));
    for (RawPaper& raw : read_papers(statements, condition, seen.values()))
      papers.push_back(whole_paper(statements, core_->vault, std::move(raw)));
  });
  if (!done) return tl::unexpected(done.error());
  return papers;
}

Result<Kept> SqlStore::add_service(PaperId id, std::string_view client_key,
                                   const casework::Service& service) {
  if (const Result<void> right = casework::check_service(service); !right)
    return tl::unexpected(right.error());
  if (client_key.empty())
    return fail(ErrorCode::invalid_input, "送达记录要有编号，重复交才认得出；请给它一个编号");
  const Result<KeptPaper> known = paper(id);
  if (!known) return tl::unexpected(known.error());
  Kept kept = Kept::now;
  const access::AuditEntry entry =
      audit_entry("serve_paper", {{"dossier", number(known->dossier)}, {"paper", number(id)}});
  const Result<void> done = change(entry, now_, "记送达", [&](Statements& statements) {
    PaperSeal seal(statements, core_->vault, known->dossier);
    kept = Kept::already;
    if (is_served(statements, seal, id, client_key, service)) return;
    lock_paper(statements, id);
    if (is_served(statements, seal, id, client_key, service)) return;
    kept = Kept::now;
    put_service(statements, seal, id, client_key, service, who_.user, now_);
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::void_paper(PaperId id, std::string_view reason) {
  if (trim(reason).empty())
    return fail(ErrorCode::invalid_input, "作废要写明理由；文号留着，不会再给别的文书");
  const Result<KeptPaper> known = paper(id);
  if (!known) return tl::unexpected(known.error());
  Kept kept = Kept::now;
  const access::AuditEntry entry =
      audit_entry("void_paper", {{"dossier", number(known->dossier)}, {"paper", number(id)}});
  const Result<void> done = change(entry, now_, "作废文书", [&](Statements& statements) {
    PaperSeal seal(statements, core_->vault, known->dossier);
    kept = Kept::already;
    if (is_void(statements, seal, id, reason)) return;
    lock_paper(statements, id);
    if (is_void(statements, seal, id, reason)) return;
    kept = Kept::now;
    const std::string sealed = seal.seal(reason_place(id), reason, now_);
    statements.run(
        "UPDATE paper SET voided_ms = $2, voided_by = $3, void_reason = $4, void_key_year = $5"
        " WHERE paper_id = $1",
        {number(id), now_.utc_ms, static_cast<std::int64_t>(who_.user), Blob{sealed},
         std::int64_t{key_year(now_)}});
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

}  // namespace qingxin::store
