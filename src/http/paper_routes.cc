// SPDX-License-Identifier: Apache-2.0
#include "http/paper_routes.h"

#include "app/case_papers.h"
#include "http/routes.h"
#include "wire/paper_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;

app::PaperDesk desk_of(Api& api) {
  return {api.data.store.get(), &api.law, api.data.ids.get()};
}

// Of a case or a clue, by the name that it has in the path.
Outcome<store::DossierId> dossier_in(const Request& request, std::string_view name) {
  return id_in_path(request, name).map([](std::int64_t id) { return store::DossierId{id}; });
}
Outcome<store::PaperId> paper_in(const Request& request) {
  return id_in_path(request, "paper").map([](std::int64_t id) { return store::PaperId{id}; });
}

Outcome<Response> papers_of(const Request& request, Api& api, std::string_view name) {
  const Outcome<store::DossierId> dossier = dossier_in(request, name);
  if (!dossier) return tl::unexpected(dossier.error());
  return answered(app::papers_of_case(request.who, moment_of(request), desk_of(api), *dossier),
                  wire::papers_json);
}

Outcome<Response> shown(const Request& request, Api& api, store::PaperId paper) {
  return answered(app::show_paper(request.who, moment_of(request), desk_of(api), paper),
                  wire::paper_json);
}

Outcome<Response> write(const Request& request, Api& api, std::string_view name) {
  const Outcome<store::DossierId> dossier = dossier_in(request, name);
  if (!dossier) return tl::unexpected(dossier.error());
  Outcome<app::PaperOrder> order = wire::read_paper_order(request.body, *dossier, api.law);
  if (!order) return tl::unexpected(order.error());
  const Result<store::PaperIssued> issued =
      app::write_case_paper(request.who, moment_of(request), desk_of(api), *std::move(order));
  if (!issued) return tl::unexpected(wire::problem_of(issued.error()));
  return shown(request, api, issued->paper.id);
}

// The bytes as a file with the number of the paper for its name.
Outcome<Response> file_of(const Request& request, Api& api, store::PaperId paper,
                          app::PaperForm form, Result<std::string> bytes) {
  if (!bytes) return tl::unexpected(wire::problem_of(bytes.error()));
  const Result<store::KeptPaper> kept =
      app::show_paper(request.who, moment_of(request), desk_of(api), paper);
  if (!kept) return tl::unexpected(wire::problem_of(kept.error()));
  Response response{.content_type = "application/octet-stream", .body = *std::move(bytes)};
  response.set("Content-Disposition",
               attachment(kept->number + (form == app::PaperForm::docx ? ".docx" : ".html")));
  return response;
}

}  // namespace

Outcome<Response> answer_case_papers(const Request& request, Api& api) {
  return papers_of(request, api, "case");
}

Outcome<Response> answer_write_case_paper(const Request& request, Api& api) {
  return write(request, api, "case");
}

Outcome<Response> answer_clue_papers(const Request& request, Api& api) {
  return papers_of(request, api, "clue");
}

Outcome<Response> answer_write_clue_paper(const Request& request, Api& api) {
  return write(request, api, "clue");
}

Outcome<Response> answer_paper(const Request& request, Api& api) {
  const Outcome<store::PaperId> paper = paper_in(request);
  if (!paper) return tl::unexpected(paper.error());
  return shown(request, api, *paper);
}

Outcome<Response> answer_paper_file(const Request& request, Api& api) {
  const Outcome<store::PaperId> paper = paper_in(request);
  if (!paper) return tl::unexpected(paper.error());
  const Outcome<wire::PaperFileOrder> order = wire::read_paper_file_order(request.body);
  if (!order) return tl::unexpected(order.error());
  const app::Moment moment = moment_of(request);
  return file_of(request, api, *paper, order->form,
                 order->copy == documents::PaperCopy::posted
                     ? app::take_posted_copy(request.who, moment, desk_of(api), *paper, order->form)
                     : app::take_paper(request.who, moment, desk_of(api), *paper, order->form));
}

Outcome<Response> answer_reveal_annex(const Request& request, Api& api) {
  const Outcome<store::PaperId> paper = paper_in(request);
  if (!paper) return tl::unexpected(paper.error());
  const Outcome<app::AnnexReveal> asked = wire::read_annex_reveal(request.body, *paper);
  if (!asked) return tl::unexpected(asked.error());
  return file_of(request, api, *paper, asked->form,
                 app::reveal_annex(request.who, moment_of(request), desk_of(api), *asked));
}

Outcome<Response> answer_serve_paper(const Request& request, Api& api) {
  const Outcome<store::PaperId> paper = paper_in(request);
  if (!paper) return tl::unexpected(paper.error());
  const Outcome<wire::ServiceOrder> order = wire::read_service_order(request.body);
  if (!order) return tl::unexpected(order.error());
  const Result<store::Kept> kept = app::serve_paper(request.who, moment_of(request), desk_of(api),
                                                    *paper, order->key, order->service);
  if (!kept) return tl::unexpected(wire::problem_of(kept.error()));
  return shown(request, api, *paper);
}

Outcome<Response> answer_void_paper(const Request& request, Api& api) {
  const Outcome<store::PaperId> paper = paper_in(request);
  if (!paper) return tl::unexpected(paper.error());
  const Outcome<std::string> reason = wire::read_voiding(request.body);
  if (!reason) return tl::unexpected(reason.error());
  const Result<store::Kept> kept =
      app::void_paper(request.who, moment_of(request), desk_of(api), *paper, *reason);
  if (!kept) return tl::unexpected(wire::problem_of(kept.error()));
  return shown(request, api, *paper);
}

}  // namespace qingxin::http
