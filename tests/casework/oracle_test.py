# SPDX-License-Identifier: Apache-2.0
"""The clocks of random histories, against an oracle that was written from the articles and counts
by itself: its own calendar, its own table, its own arithmetic. Seeded: a failure names its seed."""

import datetime
import pathlib
import random
import subprocess
import sys
import tomllib
import unittest

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "build/dev/qingxin_casework_told"
HISTORIES = 1500
DAY_MS, HOUR_MS = 86_400_000, 3_600_000
EPOCH = datetime.date(1970, 1, 1)
DAY = datetime.timedelta(days=1)


class Calendar:
    """Rest days by the State Council's notices, the newest of each year."""

    def __init__(self, folder):
        self.off, self.worked, self.years = set(), set(), set()
        for file in sorted(folder.glob("*.toml")):
            data = tomllib.loads(file.read_text())
            notices = sorted(data.get("notice", []), key=lambda one: str(one["published"]))
            for days in data.get("statutory", {}).values():
                self.off.update(datetime.date.fromisoformat(day) for day in days)
            if not notices:
                continue
            self.years.add(data["year"])
            for first, last in notices[-1]["off"]:
                day = datetime.date.fromisoformat(first)
                while day <= datetime.date.fromisoformat(last):
                    self.off.add(day)
                    day += DAY
            self.worked.update(datetime.date.fromisoformat(day) for day in notices[-1]["make_up"])

    def is_working(self, day):
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    def is_published(self, day):
        return day.year in self.years


def clock(starts, stops, term, **more):
    return {"starts": starts.split(), "stops": stops.split(), "term": term, **more}


# From the articles: (number, unit); "paper" for a day that a document names; a name for what a
# place sets. w: working days, d: days, h: hours.
CLOCKS = {
    "clue_receipt": clock("clue_arrived", "clue_received", ("clue.receipt_working_days", "w")),
    "clue_warning": clock("clue_arrived asked_again more_given", "reply_sent",
                          ("clue.warning_days", "d")),
    "clue_answer": clock("clue_arrived asked_again more_given", "reply_sent",
                         ("clue.answer_days", "d")),
    "hotline_answer": clock("clue_arrived asked_again more_given", "reply_sent",
                            ("clue.hotline_working_days", "w"), channel=2),
    "clue_passing_on": clock("first_asked taken_over given_back recalled", "offered",
                             ("clue.passing_on_working_days", "w"), told_after=True, anew=True),
    "taking_over": clock("offered designated", "taken_over given_back recalled",
                         ("clue.taking_over_working_days", "w"), anew=True),
    "petition_notice": clock("petition_registered petition_objection_refused",
                             "petition_notified petition_objected", (15, "d")),
    "petition_objection": clock("petition_registered", "petition_objected petition_notified",
                                (5, "w")),
    "petition_answer": clock("petition_notified", "petition_answered", (60, "d"),
                             longer=("petition_extended", 30)),
    "petition_review_request": clock("petition_answered", "petition_review_asked", (30, "d")),
    "petition_review": clock("petition_review_asked", "petition_reviewed", (30, "d")),
    "petition_recheck_request": clock("petition_reviewed", "petition_recheck_asked", (30, "d")),
    "petition_recheck": clock("petition_recheck_asked", "petition_rechecked", (30, "d"),
                              pause=("petition_hearing_began", "petition_hearing_ended")),
    "acceptance": clock("complaint_received supplemented decline_overturned",
                        "accepted declined routed supplement_asked", (5, "w"), ends=True),
    "filing": clock("accepted", "filed routed", (0, "d"), ends=True),
    "investigation": clock("filed", "investigation_completed routed", (60, "w"),
                           longer=("investigation_extended", 30), pause=("suspended", "resumed"),
                           undo="investigation_reopened", ends=True),
    "decision": clock("investigation_completed", "decided revoked investigation_reopened",
                      (15, "w"), ends=True),
    "service": clock("decided", "served", (7, "w"), ends=True),
    "evidence": clock("evidence_held", "evidence_dealt", (7, "w")),
    "mediation": clock("mediation_began", "mediation_agreed mediation_failed", (15, "d")),
    "agreed_payment": clock("mediation_agreed", "agreement_performed agreement_broken", "paper"),
    "referral_receipt": clock("referred", "referral_receipted referral_given_back",
                              ("referral.receipt_working_days", "w")),
    "referral_result": clock("referral_receipted", "referral_resulted referral_given_back",
                             ("referral.result_days", "d")),
    "order_limit": clock("order_served order_posted", "order_complied order_revoked", "paper"),
    "hearing_request": clock("penalty_notified", "hearing_asked penalty_dropped", (5, "w")),
    # 行政处罚法 61, 85: seven working days from the decision, whatever becomes of the case.
    "penalty_service": clock("penalty_decided", "penalty_served", (7, "w")),
    "fine_payment": clock("penalty_served", "penalty_paid", (15, "d")),
    "police_approval": clock("police_reported", "police_approved police_not_approved", (3, "d")),
    "police_sending": clock("police_approved", "police_sent", (24, "h")),
    "police_forwarding": clock("police_receipted", "police_forwarded", (24, "h"), told_after=True,
                               anew=True),
    "police_review": clock("police_receipted", "police_filed police_declined police_forwarded",
                           (3, "d")),
    "reconsideration_request": clock("police_declined",
                                     "reconsideration_asked prosecutor_asked decline_taken",
                                     (3, "d")),
    "reconsideration": clock("reconsideration_asked",
                             "reconsideration_refused reconsideration_granted", (3, "d")),
    "prosecutor_request": clock("reconsideration_refused", "prosecutor_asked decline_taken",
                                (3, "d")),
    "police_materials": clock("police_filed reconsideration_granted prosecutor_granted",
                              "police_handed_over", (3, "d")),
    "arbitration_acceptance": clock("arbitration_asked", "arbitration_accepted "
                                    "arbitration_declined arbitration_withdrawn", (5, "d")),
    "copy_service": clock("arbitration_accepted", "copy_served awarded awarded_finally "
                          "arbitration_settled arbitration_withdrawn", (5, "d")),
    "defence": clock("copy_served", "defence_given awarded awarded_finally arbitration_settled "
                     "arbitration_withdrawn", (10, "d")),
    "defence_service": clock("defence_given", "defence_served awarded awarded_finally "
                             "arbitration_settled arbitration_withdrawn", (5, "d")),
    "award": clock("arbitration_accepted",
                   "awarded awarded_finally arbitration_settled arbitration_withdrawn", (45, "d"),
                   longer=("arbitration_extended", 15)),
    "award_suit": clock("awarded", "award_sued award_effective", (15, "d")),
    "final_award_suit": clock("awarded_finally", "award_sued award_effective", (15, "d")),
    "award_annulment": clock("awarded_finally", "award_sued award_effective", (30, "d")),
    "deposit_payment": clock("deposit_noticed", "deposit_paid deposit_refused", (5, "w")),
    "deposit_top_up": clock("deposit_paid", "deposit_topped_up", (10, "w")),
    "board": clock("boarded", "board_released", "paper"),
    "plan": clock("planned plan_changed", "plan_done", "paper", anew=True),
}
# What else happens, in families: the steps of one strand.
FAMILIES = {
    "clue": [
        "first_asked assigned offered taken_over given_back recalled designated co_asked".split(),
        "clue_arrived clue_received more_given reply_drafted reply_sent asked_again".split(),
        "petition_registered petition_notified petition_objected petition_objection_refused "
        "petition_extended petition_answered petition_review_asked petition_reviewed "
        "petition_recheck_asked petition_hearing_began petition_hearing_ended "
        "petition_rechecked".split(),
    ],
    "case": [
        "first_asked offered taken_over given_back recalled designated".split(),
        "complaint_received supplement_asked supplemented accepted declined decline_overturned "
        "routed filed suspended resumed investigation_extended investigation_completed "
        "investigation_reopened decided served revoked".split(),
        "conclusion_proposed concluded conclusion_reopened".split(),
        "mediation_began mediation_agreed mediation_failed agreement_performed "
        "agreement_broken".split(),
        "referred referral_receipted referral_given_back referral_resulted".split(),
        "order_issued order_served order_posted extra_ordered order_complied "
        "order_revoked".split(),
        "penalty_notified hearing_asked hearing_set hearing_held hearing_not_asked penalty_decided "
        "penalty_dropped penalty_served penalty_paid".split(),
        "police_reported police_approved police_not_approved police_sent police_receipted "
        "police_forwarded police_filed police_declined reconsideration_asked "
        "reconsideration_refused reconsideration_granted prosecutor_asked prosecutor_granted "
        "prosecutor_refused decline_taken police_handed_over police_resulted".split(),
        "arbitration_asked arbitration_accepted arbitration_declined arbitration_settled "
        "arbitration_withdrawn copy_served defence_given defence_served arbitration_extended "
        "awarded awarded_finally award_sued award_effective".split(),
        "deposit_noticed deposit_paid deposit_refused deposit_topped_up".split(),
        "boarded board_answered board_sent_back board_released".split(),
        "planned plan_changed plan_done".split(),
        "evidence_held evidence_dealt".split(),
    ],
}
MANY = {"mediation_began", "referred", "order_issued", "penalty_notified", "police_reported",
        "arbitration_asked", "deposit_noticed", "boarded", "planned", "evidence_held"}
DATED = {"mediation_agreed", "order_issued", "boarded", "planned", "plan_changed"}


def day_of(instant):
    return EPOCH + DAY * ((instant + 8 * HOUR_MS) // DAY_MS)


def runs_of(name, events):
    """[start, stop or None, longer, pauses] of each run, by the number of its strand."""
    rule = CLOCKS[name]
    family = next(steps for families in FAMILIES.values() for steps in families
                  if rule["starts"][0] in steps)
    runs = []

    def newest(number):
        return next((run for run in reversed(runs) if run["number"] == number), None)

    for index, event in enumerate(events):
        step = event["step"]
        if rule.get("ends") and step == "concluded":
            for run in runs:
                if run["stop"] is None:
                    run["stop"], run["by_end"] = index, True
        if rule.get("ends") and step == "conclusion_reopened":
            for run in runs:
                if run["by_end"]:
                    run["stop"], run["by_end"] = None, False
        if step not in family:
            continue
        run = newest(event["number"])
        ticking = run is not None and run["stop"] is None
        if ticking and step in rule["stops"]:
            run["stop"] = index
        elif ticking and step == rule.get("longer", [None])[0]:
            run["longer"] = True
        elif ticking and step in rule.get("pause", []):
            standing = run["pauses"] and run["pauses"][-1][1] is None
            if step == rule["pause"][0] and not standing:
                run["pauses"].append([event["at"], None])
            if step == rule["pause"][1] and standing:
                run["pauses"][-1][1] = event["at"]
        elif run is not None and not ticking and step == rule.get("undo"):
            run["stop"], run["by_end"] = None, False
        if step not in rule["starts"]:
            continue
        if ticking and run["stop"] is None:
            if not rule.get("anew"):
                continue
            if rule.get("told_after"):
                runs.remove(run)
            else:
                run["stop"] = index
        runs.append({"number": event["number"], "start": index, "stop": None, "longer": False,
                     "pauses": [], "by_end": False})
    return [run for run in runs if run["stop"] is not None or not rule.get("told_after")]


class Oracle:
    def __init__(self, calendar):
        self.calendar = calendar

    def due(self, start, length, unit, pauses):
        """(day or None, firm, left while it stands still)"""
        firm, last = True, start
        out = [(day_of(begin), day_of(end) if end is not None else datetime.date.max)
               for begin, end in pauses]
        left = length
        while left:
            last += DAY
            holding = [span for span in out if span[0] < last <= span[1]]
            if any(span[1] == datetime.date.max for span in holding):
                return None, firm, left
            if holding:
                continue
            if unit == "w":
                firm = firm and self.calendar.is_published(last)
                if not self.calendar.is_working(last):
                    continue
            left -= 1
        if unit == "d" and length:
            firm = firm and self.calendar.is_published(last)
            while not self.calendar.is_working(last):
                last += DAY
                firm = firm and self.calendar.is_published(last)
        return last, firm, 0

    def between(self, first, last, unit):
        if last < first:
            return -self.between(last, first, unit)
        days = (first + DAY * i for i in range(1, (last - first).days + 1))
        return sum(1 for day in days if unit != "w" or self.calendar.is_working(day))

    def paper_day(self, history, run):
        start = history["events"][run["start"]]
        family = next(steps for steps in FAMILIES[history["subject"]] if start["step"] in steps)
        day = None
        for event in history["events"][:run["start"] + 1]:
            if event["step"] in family and event["number"] == run["number"] and event["day"]:
                day = event["day"]
        return day

    def read(self, name, run, history, now):
        rule, events = CLOCKS[name], history["events"]
        started = events[run["start"]]["at"]
        stopped = None if run["stop"] is None else events[run["stop"]]["at"]
        term, unit, firm, due, moment, held = rule["term"], "d", True, None, None, 0
        if term == "paper":
            due = self.paper_day(history, run)
            nothing = due is None
        else:
            length, unit = term
            if isinstance(length, str):
                length = history["set"].get(length)
            nothing = length is None
            if not nothing:
                length += rule["longer"][1] if run["longer"] else 0
        if nothing:
            return "no_term - firm -"
        if unit == "h":
            moment = started + length * HOUR_MS
            told = f"@{moment}"
        else:
            if term != "paper":
                due, firm, held = self.due(day_of(started), length, unit, run["pauses"])
            told = due.isoformat() if due else "-"
        certainty = "firm" if firm else "provisional"

        def past(instant):
            if moment is not None:
                return instant > moment
            return due is not None and day_of(instant) > due

        if stopped is not None:
            return f"{'late' if past(stopped) else 'met'} {told} {certainty} -"
        if due is None and moment is None:
            return f"paused - {certainty} {held}"
        if moment is not None:
            left = abs(moment - now) // HOUR_MS * (1 if moment >= now else -1)
        else:
            left = self.between(day_of(now), due, unit)
        return f"{'overdue' if past(now) else 'running'} {told} {certainty} {left}"

    def readings(self, history, now):
        found = {}
        for name, rule in CLOCKS.items():
            family = next((steps for steps in FAMILIES[history["subject"]]
                           if rule["starts"][0] in steps), None)
            if family is None or rule.get("channel", history["channel"]) != history["channel"]:
                continue
            for run in runs_of(name, history["events"]):
                key = (name, run["number"], run["start"])
                found[key] = self.read(name, run, history, now)
        return found


def made_up(seed):
    """A history: whatever happened, in whatever order, in the years 2019 to 2027."""
    dice = random.Random(seed)
    subject = dice.choice(["clue", "case"])
    at = ((datetime.date(2019, 1, 1) - EPOCH).days + dice.randrange(8 * 365)) * DAY_MS
    families = dice.sample(FAMILIES[subject], dice.randint(1, 3))
    if subject == "case" and dice.random() < 0.6:
        families = FAMILIES["case"][1:3] + families[:1]
    events = []
    for _ in range(dice.randint(3, 30)):
        at += dice.choice([0, 1, dice.randrange(DAY_MS), dice.randrange(30 * DAY_MS)])
        steps = dice.choice(families)
        day = day_of(at) + DAY * dice.randrange(60)
        step = dice.choice(steps)
        events.append({"step": step, "at": at, "day": day if step in DATED else None,
                       "number": dice.randint(1, 2) if steps[0] in MANY else 1})
    local = {rule["term"][0] for rule in CLOCKS.values()
             if rule["term"] != "paper" and isinstance(rule["term"][0], str)}
    return {"subject": subject, "events": events, "channel": dice.choice([1, 2]),
            "set": {name: dice.randint(1, 40) for name in sorted(local) if dice.random() < 0.7},
            "reads": [at + dice.choice([0, 1, dice.randrange(200 * DAY_MS)]) for _ in range(3)]}


def told(history):
    lines = [f"history {history['subject']}"]
    lines += [f"set {name} {value}" for name, value in history["set"].items()]
    for event in history["events"]:
        day = (event["day"] - EPOCH).days if event["day"] else "-"
        lines.append(f"step {event['step']} {event['number']} {event['at']} {day} "
                     f"{history['channel']}")
    return lines + [f"read {now}" for now in history["reads"]]


class Clocks(unittest.TestCase):
    def test_read_as_the_oracle_counts(self):
        oracle = Oracle(Calendar(pathlib.Path("law/calendar")))
        histories = [made_up(seed) for seed in range(HISTORIES)]
        text = "\n".join(line for history in histories for line in told(history)) + "\n"
        run = subprocess.run([PROGRAM, "clocks"], input=text, capture_output=True, text=True,
                             check=True)
        answers = run.stdout.split(".\n")
        seen, statuses = set(), set()
        for seed, history in enumerate(histories):
            for now in history["reads"]:
                expected = oracle.readings(history, now)
                said = {}
                for line in answers.pop(0).splitlines():
                    name, number, start, rest = line.split(" ", 3)
                    said[name, int(number), int(start)] = rest
                    statuses.add(rest.split(" ")[0])
                self.assertEqual(said, expected, f"seed {seed}, now {now}\n" +
                                 "\n".join(told(history)))
                seen.update(name for name, _, _ in said)
        # The histories reached every clock and every answer that there is.
        self.assertEqual(seen, set(CLOCKS))
        self.assertEqual(statuses, {"running", "paused", "met", "late", "overdue", "no_term"})

    def test_are_all_in_the_oracle(self):
        page = pathlib.Path("docs/casework.md").read_text()
        table = page.split("## 期限\n\n| 期限", 1)[1].split("## 各条线", 1)[0]
        named = {line.split("`")[1] for line in table.splitlines() if line.count("`") >= 2}
        self.assertEqual(named, set(CLOCKS))


if __name__ == "__main__":
    unittest.main()
