// SPDX-License-Identifier: Apache-2.0
#include "cli/case_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/clue_text.h"

namespace qingxin::cli {

namespace {

using casework::words_of;

constexpr std::size_t kRowsShown = 20;

std::string money(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : "不明";
}

std::string day_words(const std::optional<Date>& day) {
  return day ? to_string(*day) : "-";
}

std::string_view state_words(const std::optional<casework::State>& state, std::string_view none) {
  return state ? words_of(*state).chinese : none;
}

std::string strand_words(const casework::StrandState& strand) {
  const casework::StrandWords& words = words_of(strand.strand);
  return words.is_single ? std::string{words.chinese}
                         : fmt::format("{} {}", words.chinese, strand.number);
}

std::string about(const store::KeptDossier& kept) {
  for (const std::string* const text : {&kept.face.project_name, &kept.face.employer})
    if (!text->empty()) return *text;
  return "-";
}

std::string name_in(const std::map<std::int64_t, std::string>& names, std::int64_t id) {
  const auto found = names.find(id);
  return found == names.end() ? std::string{} : printable(found->second);
}

void print_gaps(std::string_view title, std::string_view nothing,
                const std::vector<casework::Gap>& gaps, std::ostream& out) {
  if (gaps.empty()) {
    out << fmt::format("  {}  {}\n", title, nothing);
    return;
  }
  out << fmt::format("  {}  还缺 {} 样\n", title, gaps.size());
  for (std::size_t i = 0; i < std::min(kRowsShown, gaps.size()); ++i) {
    const casework::Gap& gap = gaps[i];
    print_wrapped("    ",
                  gap.worker ? fmt::format("第 {} 人：{}", *gap.worker, gap.text) : gap.text, out);
  }
  if (gaps.size() > kRowsShown) out << "    …… 全部见 --json\n";
}

// The two ends side by side.
void print_ends(const app::DossierShown& shown, std::ostream& out) {
  const casework::Dossier& dossier = shown.whole.dossier;
  if (dossier.subject == app::Subject::clue) {
    print_gaps("答复", "可以发出", shown.answer, out);
    return;
  }
  const auto end = [&](casework::Strand strand, std::string_view none) {
    return state_words(casework::state_of(dossier, strand), none);
  };
  out << fmt::format("两个了结  {}  {}\n", end(casework::Strand::conclusion, "未结案"),
                     end(casework::Strand::clearing, "未销账"));
  print_gaps("结案", "不缺什么", shown.conclusion, out);
  print_gaps("销账", "每人都有凭证付清", shown.clearing, out);
  const casework::CaseSums& sums = shown.sums;
  out << fmt::format("  查明 {} 人 {} 元，已付 {} 元，还欠 {} 元；付清 {} 人，没有查明 {} 人\n",
                     sums.people, money(sums.established), money(sums.settled), money(sums.owed),
                     sums.people_paid, sums.people_unknown);
}

std::string deadline(const casework::Reading& reading) {
  if (reading.status == casework::ClockStatus::no_term) return "没有期限";
  std::string words = reading.due_at ? china_minute(*reading.due_at) : day_words(reading.due);
  if (reading.certainty == law::Certainty::provisional) words += "（暂定）";
  return words;
}

std::string left_words(const casework::Reading& reading) {
  if (!reading.left) return "";
  const std::string_view unit = reading.unit == casework::ClockUnit::working_days ? "个工作日"
                                : reading.unit == casework::ClockUnit::hours      ? "小时"
                                                                                  : "天";
  return *reading.left < 0 ? fmt::format("超 {} {}", -*reading.left, unit)
                           : fmt::format("还有 {} {}", *reading.left, unit);
}

void print_clock_rows(const app::DossierShown& shown, Colour colour, std::ostream& out) {
  if (shown.clocks.empty()) return;
  TextTable table({Align::left, Align::left, Align::left, Align::left}, 0);
  table.add({{"期限", Ink::strong}, {"应于"}, {"状态"}, {""}});
  for (const app::ShownClock& clock : shown.clocks)
    table.add({{clock.explained.title},
               {deadline(clock.reading)},
               {std::string{app::in_chinese(clock.reading.status)},
                clock.reading.status == casework::ClockStatus::overdue ? Ink::red : Ink::plain},
               {left_words(clock.reading)}});
  out << '\n';
  table.print(colour, out);
}

void print_strands(const app::DossierShown& shown, std::ostream& out) {
  out << "\n各条线\n";
  for (const casework::StrandState& strand : shown.whole.dossier.strands)
    out << fmt::format("  {}{}  {}\n", padded_right(strand_words(strand), 16),
                       padded_right(words_of(strand.state).chinese, 20),
                       china_minute(strand.since));
}

void print_events(const app::DossierShown& shown, std::ostream& out) {
  out << "\n经过\n";
  for (const casework::Event& event : shown.whole.dossier.events) {
    const casework::StrandWords& strand = words_of(casework::strand_of(event.step));
    const std::string who = name_in(shown.users, static_cast<std::int64_t>(event.person));
    std::string words = fmt::format("{}·{}（{}{}{}）", strand.chinese, words_of(event.step).chinese,
                                    words_of(event.by).chinese, who.empty() ? "" : " ", who);
    if (!event.document.empty()) words += " " + printable(event.document);
    if (event.body) words += " " + name_in(shown.units, static_cast<std::int64_t>(*event.body));
    if (event.amount) words += fmt::format(" {} 元", to_string(*event.amount));
    if (!event.reason.empty()) words += "：" + printable(event.reason);
    print_wrapped(fmt::format("  {}  ", china_minute(event.at)), words, out);
    for (const casework::Frozen& frozen : event.frozen)
      out << fmt::format("      文书写下：{} {}\n", casework::clock_of(frozen.clock)->chinese,
                         to_string(frozen.day));
  }
}

void print_possible(const app::DossierShown& shown, std::ostream& out) {
  if (shown.possible.empty()) return;
  out << "\n现在可以\n";
  for (const app::PossibleStep& step : shown.possible) {
    const casework::StrandWords& strand = words_of(casework::strand_of(step.step));
    std::string needs;
    for (const casework::Detail detail : step.needs)
      needs.append(needs.empty() ? "，要写明" : "、").append(words_of(detail));
    print_wrapped("  ",
                  fmt::format("{}·{}（{}）{}", strand.chinese, words_of(step.step).chinese,
                              words_of(step.step).name, needs),
                  out);
  }
}

void print_notes(const app::DossierShown& shown, std::ostream& out) {
  for (const store::EscalationNote& note : shown.escalations)
    out << fmt::format("  升级 {}  {}  {}\n", app::in_chinese(note.rung), note.rule,
                       china_minute(note.fired));
  for (const std::string& rule : shown.undecided)
    out << fmt::format("  升级待核 {}：人数、金额或项目性质不明\n", rule);
  for (const store::RedatingNote& note : shown.redatings)
    out << fmt::format("  日历更正 {} {} → {}{}\n",
                       casework::clock_of(note.redating.clock)->chinese,
                       day_words(note.redating.before), day_words(note.redating.after),
                       note.redating.is_frozen ? "（文书已写下，照旧）" : "");
  for (const store::KeptDossier& clue : shown.joined)
    out << fmt::format("  线索 {}  {}  {}\n", number(clue.id),
                       clue.channel ? app::in_chinese(*clue.channel) : "",
                       state_words(clue.clue, "-"));
}

void print_head(const app::DossierShown& shown, Colour colour, std::ostream& out) {
  const casework::Dossier& dossier = shown.whole.dossier;
  const store::DossierFace& face = shown.whole.face;
  const bool is_clue = dossier.subject == app::Subject::clue;
  out << painted(fmt::format("{} {}", is_clue ? "线索" : "案件", number(shown.whole.id)),
                 Ink::strong, colour)
      << fmt::format("  {}  {}\n",
                     dossier.matter_class ? app::in_chinese(*dossier.matter_class) : "没有分类",
                     face.funding ? app::in_chinese(*face.funding) : "项目性质不明");
  const auto line = [&](std::string_view what, std::string_view words) {
    if (!words.empty()) print_wrapped("  " + padded_right(what, 12), printable(words), out);
  };
  line("项目", face.project_name.empty() ? shown.project_code : face.project_name);
  line("用人单位", face.employer);
  line("区划", face.region_code);
  line("负责单位", name_in(shown.units, static_cast<std::int64_t>(dossier.owner)));
  if (dossier.offered_to)
    line("待接收", name_in(shown.units, static_cast<std::int64_t>(*dossier.offered_to)));
  if (dossier.assignee)
    line("承办人", name_in(shown.users, static_cast<std::int64_t>(*dossier.assignee)));
  const store::DossierFacts& facts = shown.whole.facts;
  if (facts.claimed_people || facts.claimed_amount)
    line("反映", fmt::format("{}{} 人，{}{} 元",
                             shown.whole.people_unsaid > 0 && facts.claimed_people ? "至少 " : "",
                             facts.claimed_people ? grouped(*facts.claimed_people) : "不明",
                             shown.whole.amounts_unsaid > 0 && facts.claimed_amount ? "至少 " : "",
                             money(facts.claimed_amount)));
}

void print_figure(const casework::Figure& figure, std::ostream& out) {
  const auto share = figure.basis_points();
  out << fmt::format("{}{}  {}/{}{}\n", padded_right(figure.name, 14),
                     share ? fmt::format("{}.{:02}%", *share / 100, *share % 100) : "没有可算的",
                     figure.part, figure.whole,
                     figure.unknown > 0 ? fmt::format("，另有不明 {}", figure.unknown) : "");
  print_wrapped("    ", figure.formula, out);
}

}  // namespace

void print_opened(const app::CaseOpened& opened, std::ostream& out) {
  out << fmt::format("{}：案件 {}\n", opened.kept == store::Kept::now ? "已立卷" : "以前已立卷",
                     number(opened.id));
  for (const app::ClueId clue : opened.joined) out << fmt::format("  并入线索 {}\n", number(clue));
}

void print_step(const app::StepRecorded& recorded, app::Step step, std::ostream& out) {
  const casework::StrandWords& words = words_of(casework::strand_of(step));
  out << fmt::format("{}：{}·{}\n", recorded.kept == store::Kept::now ? "已记下" : "以前已记下",
                     words.chinese, words_of(step).chinese);
  for (const casework::StrandState& strand : recorded.dossier.strands)
    if (strand.strand == words.strand)
      out << fmt::format("  {}  {}\n", strand_words(strand), words_of(strand.state).chinese);
  for (const app::Step followed : recorded.followed)
    out << fmt::format("  程序随即：{}·{}\n", words_of(casework::strand_of(followed)).chinese,
                       words_of(followed).chinese);
}

void print_cases(const app::CasePage& page, Colour colour, std::ostream& out) {
  TextTable table(
      {Align::left, Align::left, Align::left, Align::left, Align::left, Align::right, Align::right},
      1);
  table.add({{"案件", Ink::strong},
             {"项目或单位"},
             {"办理"},
             {"两个了结"},
             {"期限"},
             {"人"},
             {"还欠(元)"}});
  for (const app::ListedCase& one : page.cases) {
    const store::KeptDossier& kept = one.kept;
    const auto& sums = kept.readings.sums;
    std::string due = one.next ? deadline(one.next.value()) : "-";
    if (!one.fault.empty()) due = "读不了";
    if (!one.overdue.empty())
      due = fmt::format("超期 {}", casework::clock_of(one.overdue.front())->chinese);
    table.add({{fmt::format("{}", number(kept.id))},
               {printable(about(kept))},
               {std::string{state_words(kept.handling, "-")}},
               {fmt::format("{} {}", state_words(kept.conclusion, "未结案"),
                            state_words(kept.clearing, "未销账"))},
               {due, one.overdue.empty() ? Ink::plain : Ink::red},
               {sums ? grouped(sums->people) : "-"},
               {sums ? money(sums->owed) : "-"}});
  }
  table.print(colour, out);
  for (const app::ListedCase& one : page.cases)
    if (!one.fault.empty())
      print_wrapped(fmt::format("  读不了 {}：", number(one.kept.id)), printable(one.fault), out);
  out << fmt::format("\n{} 件{}\n", page.cases.size(),
                     page.next ? fmt::format("；接着看：--after {}", number(*page.next)) : "");
}

void print_dossier(const app::DossierShown& shown, Colour colour, std::ostream& out) {
  print_head(shown, colour, out);
  print_ends(shown, out);
  print_clock_rows(shown, colour, out);
  print_strands(shown, out);
  print_notes(shown, out);
  print_arrears(shown, colour, out);
  print_events(shown, out);
  print_possible(shown, out);
  if (shown.is_masked && !shown.whole.facts.workers.empty())
    out << "\n姓名、号码已遮盖；要看全文，加 --reveal --reason 理由\n";
}

void print_clocks(const app::DossierShown& shown, Colour colour, std::ostream& out) {
  for (const app::ShownClock& clock : shown.clocks) {
    const casework::ClockExplanation& explained = clock.explained;
    out << painted(explained.title, Ink::strong, colour)
        << fmt::format("  {}  {}\n", app::in_chinese(clock.reading.status),
                       left_words(clock.reading));
    for (const std::string* const words :
         {&explained.start, &explained.result, &explained.certainty, &explained.basis})
      if (!words->empty()) print_wrapped("  ", *words, out);
    for (const std::string& note : explained.notes) print_wrapped("  ", note, out);
  }
  if (shown.clocks.empty()) out << "还没有期限在走\n";
}

void print_arrears(const app::DossierShown& shown, Colour colour, std::ostream& out) {
  const std::vector<store::CaseWorker>& workers = shown.whole.facts.workers;
  if (workers.empty()) return;
  TextTable table({Align::right, Align::left, Align::left, Align::right, Align::right, Align::right,
                   Align::left},
                  6);
  table.add({{"人"}, {"姓名"}, {"证件号"}, {"查明(元)"}, {"已付(元)"}, {"还欠(元)"}, {"付款"}});
  for (std::size_t i = 0; i < std::min(kRowsShown, workers.size()); ++i) {
    const store::CaseWorker& worker = workers[i];
    std::string paid;
    for (const casework::Settlement& settlement : worker.arrears.settlements)
      paid += fmt::format("{}{}{}", paid.empty() ? "" : "、", app::in_chinese(settlement.kind),
                          settlement.bank ? app::in_chinese(*settlement.bank) : "");
    table.add({{fmt::format("{}", worker.arrears.worker)},
               {printable(worker.name)},
               {printable(worker.id_number)},
               {money(worker.arrears.established)},
               {money(shown.standings[i].settled)},
               {money(shown.standings[i].owed)},
               {paid}});
  }
  out << fmt::format("\n逐人 {} 人\n", grouped(std::ssize(workers)));
  table.print(colour, out);
  if (workers.size() > kRowsShown) out << "  …… 全部见 --json\n";
}

void print_changed(const app::ArrearsChanged& changed, std::ostream& out) {
  out << fmt::format("有变化 {} 人：查明 {} 人 {} 元，还欠 {} 元，付清 {} 人，没有查明 {} 人\n",
                     changed.workers.size(), changed.sums.people, money(changed.sums.established),
                     money(changed.sums.owed), changed.sums.people_paid,
                     changed.sums.people_unknown);
  for (std::size_t i = 0; i < std::min(kRowsShown, changed.remarks.size()); ++i)
    print_wrapped("  请看：", changed.remarks[i], out);
  if (changed.remarks.size() > kRowsShown) out << "  …… 全部见 --json\n";
}

void print_look_back(const app::LookBack& back, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left}, 1);
  table.add({{"案件", Ink::strong}, {"项目或单位"}, {"两个了结"}, {"回访"}});
  for (const app::LookBackTask& task : back.tasks)
    table.add({{fmt::format("{}", number(task.kept.id))},
               {printable(about(task.kept))},
               {fmt::format("{} {}", state_words(task.kept.conclusion, "未结案"),
                            state_words(task.kept.clearing, "未销账"))},
               {std::string{task.fault.empty() ? state_words(task.state, "没有抽取") : "读不了"}}});
  table.print(colour, out);
  for (const app::LookBackTask& task : back.tasks)
    if (!task.fault.empty())
      print_wrapped(fmt::format("  读不了 {}：", number(task.kept.id)), printable(task.fault), out);
  const auto drawn = std::ranges::count(back.tasks, true, &app::LookBackTask::is_drawn_now);
  out << fmt::format("\n当年了结 {} 件，列出 {} 件{}\n", back.cases, back.tasks.size(),
                     drawn > 0 ? fmt::format("，新抽取 {} 件", drawn) : "");
}

void print_figures(const app::CaseFigures& figures, std::ostream& out) {
  out << fmt::format("{} 年，截至 {}\n\n", figures.order.year, to_string(figures.order.day));
  for (const casework::Zero& zero : figures.zeros) {
    out << fmt::format(
        "{}\n    {} 件，{} 人，{} 元{}{}，应于 {}\n", zero.name, zero.open, zero.open_people,
        to_string(zero.owed),
        zero.unknown_people + zero.unknown_owed > 0
            ? fmt::format("；人数不明 {} 件，金额不明 {} 件", zero.unknown_people,
                          zero.unknown_owed)
            : "",
        zero.not_arrears > 0 ? fmt::format("；不属欠薪的另有 {} 件", zero.not_arrears) : "",
        zero.deadline ? to_string(*zero.deadline) + " 前清零" : "春节前，日期未公布");
    print_wrapped("    ", zero.formula, out);
  }
  const casework::StockAndFlow& flow = figures.flow;
  out << fmt::format("存量与增量    年初 {} ＋ 新增 {} － 销账 {} ＝ 现有 {}\n", flow.opening,
                     flow.added, flow.cleared, flow.closing);
  for (const casework::Figure* const figure :
       {&figures.answered, &figures.in_time, &figures.investigated, &figures.repeated})
    print_figure(*figure, out);
  out << fmt::format("撤诉          {} 件，回访不实 {} 件\n", figures.withdrawals,
                     figures.withdrawals_denied);
  const store::Satisfaction& rated = figures.satisfaction;
  out << (rated.answers == 0 ? std::string{"满意度        还没有人评\n"}
                             : fmt::format("满意度        {} 人评，平均 {}.{:02}（满分 5）\n",
                                           rated.answers, rated.stars / rated.answers,
                                           rated.stars % rated.answers * 100 / rated.answers));
}

void print_rules(const std::vector<casework::EscalationRule>& rules, Colour colour,
                 std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left}, 2);
  table.add({{"规则", Ink::strong}, {"到哪一级"}, {"全部满足"}, {"依据"}});
  for (const casework::EscalationRule& rule : rules) {
    std::string words;
    const auto add = [&](const std::string& one) {
      words.append(words.empty() ? "" : "，").append(one);
    };
    if (rule.open_days) add(fmt::format("首问起满 {} 天", *rule.open_days));
    if (rule.overdue_days) add(fmt::format("超期 {} 天", *rule.overdue_days));
    if (rule.people) add(fmt::format("{} 人以上", *rule.people));
    if (rule.amount) add(fmt::format("{} 元以上", to_string(*rule.amount)));
    std::string fundings;
    for (const casework::Funding funding : rule.fundings)
      fundings.append(fundings.empty() ? "" : "、").append(app::in_chinese(funding));
    if (!fundings.empty()) add(fundings);
    if (rule.incident != casework::Incident::none) add(std::string{app::in_chinese(rule.incident)});
    table.add({{rule.id}, {std::string{app::in_chinese(rule.rung)}}, {words}, {rule.source}});
  }
  table.print(colour, out);
}

void print_assigned(const std::vector<app::Assigned>& assigned, std::ostream& out) {
  std::size_t done = 0;
  for (const app::Assigned& one : assigned) {
    done += one.refused.empty() ? 1 : 0;
    print_wrapped(fmt::format("  {}  ", number(one.id)),
                  one.refused.empty() ? std::string_view{"已指定"} : printable(one.refused), out);
  }
  out << fmt::format("{} 件，已指定 {} 件\n", assigned.size(), done);
}

void print_ticked(const app::CasesTicked& ticked, std::ostream& out) {
  out << fmt::format(
      "看了 {} 个卷：新建 {}，提醒 {}，升级 {}，期限有变 {}，自动撤回了结 {}，看不了 {}\n",
      ticked.looked_at, ticked.begun, ticked.reminders.size(), ticked.escalations.size(),
      ticked.redatings.size(), ticked.followed.size(), ticked.faulty.size());
  for (const app::CasesTicked::Escalated& one : ticked.escalations)
    out << fmt::format("  {}  {}  {}\n", number(one.id), app::in_chinese(one.rung), one.rule);
  for (const app::CasesTicked::Redated& one : ticked.redatings)
    out << fmt::format("  {}  {} {} → {}\n", number(one.id),
                       casework::clock_of(one.redating.clock)->chinese,
                       day_words(one.redating.before), day_words(one.redating.after));
  for (const app::CasesTicked::Faulty& one : ticked.faulty)
    print_wrapped(fmt::format("  看不了 {}：", number(one.id)), printable(one.message), out);
}

}  // namespace qingxin::cli
