// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace qingxin::store {

// Where the rows of a table live when there is more than one server, and so what may be joined and
// what may be written in one transaction.
enum class TableClass : unsigned char {
  project,    // with their project, whose id comes first in every key
  reference,  // small, rarely written, everywhere
  control,    // on one node
};

struct StoreTable {
  std::string_view name;
  TableClass table_class;
};

// Every table that there is; a test holds the schema to it.
inline constexpr std::array kStoreTables = std::to_array<StoreTable>({
    {"api_key", TableClass::control},
    {"audit_head", TableClass::control},
    {"audit_record", TableClass::control},
    {"batch", TableClass::control},
    {"batch_check", TableClass::control},
    {"batch_file", TableClass::control},
    {"batch_folder", TableClass::control},
    {"batch_key", TableClass::control},
    {"batch_month", TableClass::control},
    {"batch_project", TableClass::control},
    {"batch_table", TableClass::control},
    {"clue", TableClass::control},
    {"clue_key", TableClass::control},
    {"clue_merge", TableClass::control},
    {"clue_origin", TableClass::control},
    {"clue_person", TableClass::control},
    {"clue_said", TableClass::control},
    {"clue_sketch", TableClass::control},
    {"clue_word", TableClass::control},
    {"data_key", TableClass::project},
    {"dossier", TableClass::control},
    {"dossier_body", TableClass::control},
    {"dossier_escalation", TableClass::control},
    {"dossier_event", TableClass::control},
    {"dossier_facts", TableClass::control},
    {"dossier_frozen", TableClass::control},
    {"dossier_link", TableClass::control},
    {"dossier_proof", TableClass::control},
    {"dossier_redating", TableClass::control},
    {"dossier_reminder", TableClass::control},
    {"dossier_settlement", TableClass::control},
    {"dossier_strand", TableClass::control},
    {"dossier_warning", TableClass::control},
    {"dossier_worker", TableClass::control},
    {"fact_accounts", TableClass::project},
    {"fact_attendance", TableClass::project},
    {"fact_boards", TableClass::project},
    {"fact_chunk", TableClass::project},
    {"fact_deposits", TableClass::project},
    {"fact_disputes", TableClass::project},
    {"fact_guarantees", TableClass::project},
    {"fact_labour_fees", TableClass::project},
    {"fact_movements", TableClass::project},
    {"fact_payments", TableClass::project},
    {"fact_payroll", TableClass::project},
    {"fact_projects", TableClass::project},
    {"fact_roster", TableClass::project},
    {"fact_units", TableClass::project},
    {"figure", TableClass::project},
    {"figure_reading", TableClass::project},
    {"finding", TableClass::project},
    {"finding_history", TableClass::project},
    {"finding_run", TableClass::project},
    {"key_end", TableClass::project},
    {"notice", TableClass::control},
    {"notice_contact", TableClass::control},
    {"notice_stop", TableClass::control},
    {"paper", TableClass::control},
    {"paper_number", TableClass::control},
    {"paper_register", TableClass::control},
    {"paper_service", TableClass::control},
    {"person", TableClass::project},
    {"project", TableClass::project},
    {"project_check", TableClass::project},
    {"project_code", TableClass::control},
    {"project_party", TableClass::reference},
    {"project_place", TableClass::reference},
    {"reach", TableClass::control},
    {"record", TableClass::control},
    {"record_count", TableClass::control},
    {"record_event", TableClass::control},
    {"record_file", TableClass::control},
    {"record_text", TableClass::control},
    {"register_export", TableClass::control},
    {"register_export_count", TableClass::control},
    {"register_view", TableClass::control},
    {"reject", TableClass::project},
    {"reveal", TableClass::project},
    {"schema_migration", TableClass::control},
    {"sealed_value", TableClass::project},
    {"setting", TableClass::control},
    {"shared_link", TableClass::control},
    {"sign_in_failure", TableClass::control},
    {"unit", TableClass::reference},
    {"unit_member", TableClass::reference},
    {"user_account", TableClass::control},
    {"user_session", TableClass::control},
    {"warning", TableClass::project},
    {"warning_event", TableClass::project},
    {"warning_evidence", TableClass::project},
    {"warning_finding", TableClass::project},
    {"warning_part", TableClass::project},
    {"wrapped_key", TableClass::control},
});

}  // namespace qingxin::store
