// SPDX-License-Identifier: Apache-2.0
#include "app/record_checks.h"

#include <fmt/format.h>

#include "app/reporters.h"
#include "app/units.h"
#include "casework/telltale.h"
#include "documents/public_answer.h"
#include "oversight/exposure.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::Record;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;

// The texts as what is told to everybody is checked: a name, a number, a word for whoever reported.
documents::Paper paper_of(const oversight::Values& values) {
  const auto text = [&](Field field) { return std::string{oversight::text_of(values, field)}; };
  documents::Paper paper;
  paper.kind = documents::PaperKind::public_answer;
  paper.to = {.name = text(Field::firm),
              .address = text(Field::address),
              .person = text(Field::leader_name)};
  paper.matter = text(Field::name);
  paper.facts = {{.words = text(Field::content), .evidence = {}}};
  paper.orders = {text(Field::result), text(Field::basis), text(Field::number), text(Field::place)};
  return paper;
}

Result<void> check_names_nobody(store::Store& held, const store::WholeDossier& whole,
                                const oversight::Values& values) {
  const Result<Reporters> reporters = reporters_of(held, whole);
  if (!reporters) return tl::unexpected(reporters.error());
  std::vector<std::string> names;
  for (const casework::Reporter& one : reporters->all) names.push_back(one.name);
  for (const store::CaseWorker& worker : whole.facts.workers) names.push_back(worker.name);
  if (const Result<void> fine = documents::check_public_answer(paper_of(values), names); !fine)
    return fine;
  for (const Field field : {Field::name, Field::address, Field::content, Field::result,
                            Field::basis, Field::number, Field::place}) {
    const std::string_view text = oversight::text_of(values, field);
    if (const auto telltale = casework::telltale_in(text, reporters->all))
      return tl::unexpected(casework::telltale_error(*telltale, "公布文字"));
  }
  return {};
}

// Its texts, whether they are proposed, approved or told to all: they do not change on the way
// unseen, and the case may have got more people meanwhile.
Result<void> check_exposure(Moment moment, const RecordDesk& desk, const Record& exposure) {
  const bool is_on_its_way = exposure.state == RecordState::proposed ||
                             exposure.state == RecordState::approved ||
                             exposure.state == RecordState::published;
  if (!is_on_its_way) return {};
  if (exposure.face.dossier == 0 && exposure.state == RecordState::proposed) return {};
  if (exposure.face.dossier == 0)
    return fail(ErrorCode::invalid_input, "公布要写明是哪个案件：请写 --dossier 案件编号");
  const std::unique_ptr<store::Store> held =
      desk.store->acting_for(access::the_machine(), moment.now);
  const Result<store::WholeDossier> whole =
      held->dossiers().whole_dossier(DossierId{exposure.face.dossier});
  if (!whole) return tl::unexpected(whole.error());
  if (const Result<void> decided = oversight::check_decided(whole->dossier); !decided)
    return decided;
  if (const Result<void> fine = check_names_nobody(*held, *whole, exposure.values); !fine)
    return fine;
  if (exposure.state == RecordState::proposed) return {};
  return oversight::check_exposure_content(exposure.values);
}

Result<void> check_handed_over(const RecordDesk& desk, const Record& violation) {
  const access::UnitId to{static_cast<std::int64_t>(violation.face.addressee)};
  if (to == access::UnitId{})
    return fail(ErrorCode::invalid_input, "移交要写明交给哪个主管部门：请写 --to 单位");
  const Result<store::Unit> unit = desk.store->unit(to);
  if (!unit) return tl::unexpected(unit.error());
  if (unit->kind == store::UnitKind::authority) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」登记的是{}，不是主管部门；市场违法移交行业主管部门", unit->name,
                          row_of(unit->kind).chinese));
}

}  // namespace

Result<void> check_special_step(Moment moment, const RecordDesk& desk, const Record& after) {
  const RecordStep step = after.events.back().step;
  if (after.face.kind == RecordKind::exposure && step != RecordStep::noted &&
      step != RecordStep::resulted)
    return check_exposure(moment, desk, after);
  if (after.face.kind == RecordKind::violation && step == RecordStep::handed_over)
    return check_handed_over(desk, after);
  if (after.face.kind == RecordKind::order && step == RecordStep::issued &&
      after.face.addressee == oversight::BodyId{})
    return fail(ErrorCode::invalid_input, "发出要写明发给哪个单位或企业：请先修改，写上发给谁");
  return {};
}

}  // namespace qingxin::app
