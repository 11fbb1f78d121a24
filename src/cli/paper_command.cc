// SPDX-License-Identifier: Apache-2.0
#include "cli/paper_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <ostream>

#include "app/case_desk.h"
#include "app/case_papers.h"
#include "base/text.h"
#include "cli/known_command.h"
#include "cli/step_options.h"
#include "wire/paper_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0;

// What every command of papers works with.
struct Asked {
  const TypedPaper& typed;
  const Machine& machine;
  app::PaperDesk desk;
  app::Moment moment;
  access::Principal who;
};

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

void line(std::string_view name, std::string_view value, std::ostream& out) {
  if (!value.empty()) out << fmt::format("  {}{}\n", padded_right(name, 14), printable(value));
}

void print_service(const store::PaperServed& served, std::ostream& out) {
  const casework::Service& service = served.service;
  out << fmt::format("  第 {} 次送达    {}  {}  {}\n", served.service_no,
                     casework::kServiceWays[static_cast<std::size_t>(service.way) - 1],
                     china_minute(service.at), printable(service.place));
  line("  签收人", service.received_by, out);
  line("  拒收", service.refusal, out);
  line("  见证人", service.witness, out);
  line("  凭证", service.document, out);
}

void print_paper(const store::KeptPaper& paper, std::ostream& out) {
  out << fmt::format("文书 {}  {}  {}{}\n", number(paper.id), casework::name_of(paper.kind).chinese,
                     printable(paper.number), paper.voided ? "  （已作废）" : "");
  line("案卷", fmt::format("{} 第 {} 步", number(paper.dossier), paper.event_no), out);
  line("受文", paper.addressee, out);
  line("日期", to_string(paper.day), out);
  line("出具", china_minute(paper.issued), out);
  line("SM3", paper.digest, out);
  if (paper.voided)
    line("作废", fmt::format("{}  {}", china_minute(paper.voided->at), paper.voided->reason), out);
  for (const store::PaperServed& one : paper.services) print_service(one, out);
}

Result<int> shown(const Asked& asked, store::PaperId id) {
  const Result<store::KeptPaper> paper = app::show_paper(asked.who, asked.moment, asked.desk, id);
  if (!paper) return tl::unexpected(paper.error());
  if (asked.typed.wants_json)
    wire::write_paper_json(*paper, asked.machine.out);
  else
    print_paper(*paper, asked.machine.out);
  return kDone;
}

// The whole of it, what is posted of it, or its table of workers for a reason.
Result<std::string> bytes_of(const Asked& asked, store::PaperId id, app::PaperForm form) {
  const TypedPaper& typed = asked.typed;
  if (typed.is_posted) return app::take_posted_copy(asked.who, asked.moment, asked.desk, id, form);
  if (!typed.is_revealed) return app::take_paper(asked.who, asked.moment, asked.desk, id, form);
  const Result<store::RevealPurpose> purpose = purpose_in(typed.purpose);
  if (!purpose) return tl::unexpected(purpose.error());
  return app::reveal_annex(
      asked.who, asked.moment, asked.desk,
      {.paper = id, .form = form, .purpose = *purpose, .reason = typed.reason});
}

Result<void> take_to_file(const Asked& asked, store::PaperId id) {
  const Result<app::PaperForm> form = app::paper_form_of(asked.typed.out);
  if (!form) return tl::unexpected(form.error());
  const Result<std::string> bytes = bytes_of(asked, id, *form);
  if (!bytes) return tl::unexpected(bytes.error());
  return app::write_paper_file(*bytes, asked.typed.out);
}

Result<int> write(const Asked& asked) {
  const Result<store::DossierId> dossier = app::dossier_id_in(asked.typed.id);
  if (!dossier) return tl::unexpected(dossier.error());
  if (!asked.typed.out.empty())
    if (const auto form = app::paper_form_of(asked.typed.out); !form)
      return tl::unexpected(form.error());
  const Result<std::string> body = text_of_file(asked.typed.file);
  if (!body) return tl::unexpected(body.error());
  wire::Outcome<app::PaperOrder> order = wire::read_paper_order(*body, *dossier, *asked.desk.law);
  if (!order)
    return fail(ErrorCode::invalid_input, fmt::format("「{}」{}：{}", printable(asked.typed.file),
                                                      order.error().field, order.error().message));
  const Result<store::PaperIssued> issued =
      app::write_case_paper(asked.who, asked.moment, asked.desk, *std::move(order));
  if (!issued) return tl::unexpected(issued.error());
  if (!asked.typed.out.empty())
    if (const Result<void> taken = take_to_file(asked, issued->paper.id); !taken)
      return tl::unexpected(taken.error());
  return shown(asked, issued->paper.id);
}

Result<int> list(const Asked& asked) {
  const Result<store::DossierId> dossier = app::dossier_id_in(asked.typed.id);
  if (!dossier) return tl::unexpected(dossier.error());
  const auto papers = app::papers_of_case(asked.who, asked.moment, asked.desk, *dossier);
  if (!papers) return tl::unexpected(papers.error());
  if (asked.typed.wants_json) {
    wire::write_papers_json(*papers, asked.machine.out);
    return kDone;
  }
  if (papers->empty()) asked.machine.out << "这一卷还没有文书\n";
  for (const store::KeptPaper& paper : *papers) print_paper(paper, asked.machine.out);
  return kDone;
}

Result<int> show(const Asked& asked) {
  const Result<store::PaperId> id = app::paper_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  if (asked.typed.is_posted && asked.typed.is_revealed)
    return usage("--posted 是不带明细的一份，--reveal 是带明细的一份；请只写一个");
  if (asked.typed.out.empty() && (asked.typed.is_posted || asked.typed.is_revealed))
    return usage("--posted、--reveal 取的是文书本身；请写 --out 文件.docx 或 文件.html");
  if (!asked.typed.out.empty())
    if (const Result<void> taken = take_to_file(asked, *id); !taken)
      return tl::unexpected(taken.error());
  return shown(asked, *id);
}

Result<casework::Service> service_of(const TypedPaper& typed) {
  casework::Service service{.at = {},
                            .place = typed.place,
                            .received_by = typed.received_by,
                            .officers = typed.officers,
                            .refusal = typed.refusal,
                            .witness = typed.witness,
                            .document = typed.document,
                            .photos = typed.photos};
  for (std::size_t i = 0; i < casework::kServiceWays.size(); ++i)
    if (casework::kServiceWays[i] == typed.way)
      service.way = static_cast<casework::ServiceWay>(i + 1);
  if (service.way == casework::ServiceWay{})
    return usage(
        fmt::format("--way 的值「{}」不对，请写直接送达、留置送达、邮寄送达、电子送达或"
                    "张贴送达",
                    printable(typed.way)));
  const Result<Instant> at = instant_in("--at", typed.at);
  if (!at) return tl::unexpected(at.error());
  service.at = *at;
  return service;
}

Result<int> serve(const Asked& asked) {
  const Result<store::PaperId> id = app::paper_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<casework::Service> service = service_of(asked.typed);
  if (!service) return tl::unexpected(service.error());
  const Result<store::Kept> kept =
      app::serve_paper(asked.who, asked.moment, asked.desk, *id, asked.typed.key, *service);
  if (!kept) return tl::unexpected(kept.error());
  return shown(asked, *id);
}

Result<int> make_void(const Asked& asked) {
  const Result<store::PaperId> id = app::paper_id_in(asked.typed.id);
  if (!id) return tl::unexpected(id.error());
  const Result<store::Kept> kept =
      app::void_paper(asked.who, asked.moment, asked.desk, *id, asked.typed.why);
  if (!kept) return tl::unexpected(kept.error());
  return shown(asked, *id);
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"paper write", write},
    {"paper list", list},
    {"paper show", show},
    {"paper serve", serve},
    {"paper void", make_void},
});

}  // namespace

void declare_paper(CLI::App& app, TypedPaper& typed) {
  CLI::App* paper = app.add_subcommand("paper");
  const auto sub = [&](const char* name) { return paper->get_subcommand(name); };
  for (const Known& known : kKnown) {
    CLI::App* one = paper->add_subcommand(std::string(known.verb()));
    declare_data(*one, typed.data);
    one->add_option("ID", typed.id)->required();
    one->add_option("--as", typed.as);
    one->add_flag("--json", typed.wants_json);
  }
  sub("write")->add_option("--file", typed.file)->required();
  for (const char* name : {"write", "show"}) sub(name)->add_option("--out", typed.out);
  sub("show")->add_flag("--posted", typed.is_posted);
  sub("show")->add_flag("--reveal", typed.is_revealed);
  sub("show")->add_option("--reason", typed.reason);
  sub("show")->add_option("--purpose", typed.purpose);
  for (const auto& [option, place] : {std::pair{"--way", &typed.way},
                                      {"--at", &typed.at},
                                      {"--place", &typed.place},
                                      {"--key", &typed.key}})
    sub("serve")->add_option(option, *place)->required();
  for (const auto& [option, place] : {std::pair{"--received-by", &typed.received_by},
                                      {"--refusal", &typed.refusal},
                                      {"--witness", &typed.witness},
                                      {"--document", &typed.document}})
    sub("serve")->add_option(option, *place);
  sub("serve")->add_option("--officer", typed.officers);
  sub("serve")->add_option("--photo", typed.photos);
  sub("void")->add_option("--why", typed.why)->required();
}

std::optional<Result<PaperCommand>> paper_command(const std::string& command,
                                                  const TypedPaper& typed) {
  if (command == "paper") return usage("paper 后面缺少要做的事：write、list、show、serve 或 void");
  return command_among<PaperCommand>(kKnown, command, typed);
}

Result<int> run_paper(const PaperCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const app::CaseDesk cases{(*data)->store.get(), &*law, (*data)->ids.get()};
  const Result<access::Principal> who = typist(cases, command.typed.as);
  if (!who) return tl::unexpected(who.error());
  const Asked asked{command.typed,
                    machine,
                    {(*data)->store.get(), &*law, (*data)->ids.get()},
                    {machine.now(), machine.today},
                    *who};
  return run_among(kKnown, command.command, asked);
}

}  // namespace qingxin::cli
