// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules about contracts, parties and the site.
namespace qingxin::rules {

inline StartOfWork plain_start(Date as_of, std::optional<Date> permit) {
  return {.has_permit_required_column = true,
          .has_permit_date_column = true,
          .is_permit_required = true,
          .permit_date = permit,
          .start_date = as_of,
          .has_started = true,
          .is_funded = true,
          .is_government_funded = false,
          .has_contractor_advance = false,
          .as_of = as_of};
}

inline DisputedProject plain_dispute(Date as_of, int days_before) {
  const law::Deadline due = due_before(as_of);
  return {.has_disputes_table = true,
          .has_ended_column = true,
          .disputes = {{.opened = due.day + 1 - days_before, .ended = due.day + 1 - days_before}},
          .stopped = {{.since = due.day + 1, .certainty = due.certainty}},
          .lacks = {}};
}

inline NoticeBoard plain_board(std::string officer) {
  return {.has_boards_table = true,
          .is_running = true,
          .is_there = true,
          .fields = {{.column = "labour_officer",
                      .name = "劳资专管员",
                      .has_column = true,
                      .text = std::move(officer)}},
          .labour_officer = "周某",
          .minimum_wage = {},
          .minimum_hour = {},
          .pay_day = {}};
}

inline std::vector<Plain> plain_of_contracts() {
  const auto terms = [](Date, bool is_settled) {
    const SettledTerm given{.has_column = true, .is_given = true};
    return ContractTerms{.subcontractor = "",
                         .has_table = true,
                         .measure_cycle = {.has_column = true, .is_given = is_settled},
                         .settle_method = given,
                         .labour_cycle = given,
                         .labour_amount = given,
                         .labour_share = {}};
  };
  const auto cycle = [](Date as_of, int months) {
    return LabourFeeCycle{.cycle_hundredths = months * 100, .due = {as_of}};
  };
  const auto guarantee = [](Date as_of, Date to) {
    return PaymentGuarantee{.has_guarantees_table = true,
                            .guarantees = {{.from = as_of - 30, .to = to}},
                            .start_date = as_of - 30,
                            .planned_end = as_of + 30,
                            .as_of = as_of};
  };
  const auto today = [](Date as_of) { return as_of; };
  return {
      plain("F01", contract_terms, contract_terms_because, terms, always(true), always(false),
            false),
      plain("F02", labour_fee_cycle, labour_fee_cycle_because, cycle, always(1), always(2), false),
      plain(
          "F03", payment_guarantee, payment_guarantee_because, guarantee, today,
          [](Date as_of) { return as_of - 1; }, false),
      plain(
          "F04", lawful_start, lawful_start_because, plain_start,
          [](Date as_of) { return std::optional{as_of}; }, always(std::optional<Date>{}), false),
      plain("F07", dispute_stops_no_wages, dispute_stops_no_wages_because, plain_dispute, always(1),
            always(0), true)};
}

inline std::vector<Plain> plain_of_sites() {
  const auto officer = [](Date, bool is_named) {
    return LabourOfficer{.has_column = true, .is_named = is_named, .is_without_work = false};
  };
  const auto party = [](Date, bool has_qualification) {
    return ContractingParty{.has_units_table = true,
                            .is_contractor = true,
                            .name = "大山劳务",
                            .is_person = false,
                            .is_licence_valid = true,
                            .has_qualification_column = true,
                            .has_qualification = has_qualification,
                            .credit_code = "91990123MA3KT5X88E"};
  };
  const auto gate = [](Date, bool has_gate) {
    return SiteGate{.is_running = true, .has_gate = has_gate};
  };
  const auto agreement = [](Date, std::optional<Date> agreed) {
    return AgencyAgreement{.name = "大山劳务",
                           .has_units_table = true,
                           .is_subcontractor = true,
                           .workers = 30,
                           .has_column = true,
                           .agreed = agreed};
  };
  const auto board = [](Date, std::string text) { return plain_board(std::move(text)); };
  return {
      plain("B01", notice_board, notice_board_because, board, always(std::string{"周某"}),
            always(std::string{}), false),
      plain("L07", labour_officer, labour_officer_because, officer, always(true), always(false),
            false),
      plain("L08", qualified_contractor, qualified_contractor_because, party, always(true),
            always(false), false),
      plain("X01", site_gate, site_gate_because, gate, always(true), always(false), false),
      plain(
          "X02", agency_agreement, agency_agreement_because, agreement,
          [](Date as_of) { return std::optional{as_of}; }, always(std::optional<Date>{}), false)};
}

}  // namespace qingxin::rules
