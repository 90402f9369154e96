"""A generated family lived again through the real actions, and both told in comparable rows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind, Seat
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import Team, Unit, User
from hjemmebane.records.agenda import actions as agenda
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.people import actions as people
from tests.edges.demo_replay_courses import CourseReplay
from tests.edges.demo_replay_intake import IntakeReplay
from tests.edges.demo_replay_words import WordsReplay
from tests.records.cases_story import no_need_of_any

Row = dict[str, Any]
STAFF_TABLES = (
    *("access.Unit", "access.Team", "access.User", "access.RoleAssignment", "access.Competence"),
    "intake.DutyContact",
)


def staff_rows(rows: dict[str, list[Row]]) -> list[tuple[str, list[Row]]]:
    """Return the staff alone: the cast's families do not sign in here."""
    found = [(table, rows[table]) for table in STAFF_TABLES]
    return [
        (table, [row | {"person_id": None} for row in own] if table == "access.User" else own)
        for table, own in found
    ]


class Replay(CourseReplay, IntakeReplay, WordsReplay):
    """One family's rows, and the actions that would have made them, in the order they happened."""

    def __init__(self, rows: dict[str, list[Row]], family: Row) -> None:
        self.rows = rows
        self.family = family
        self.made: dict[tuple[str, int], Any] = {}
        self.steps: list[tuple[datetime, int, Callable[[], None]]] = []
        members = [r for r in rows["people.FamilyMember"] if r["family_id"] == family["id"]]
        self.known_on = members[0]["from_on"]
        self.persons = [rows["people.Person"][r["person_id"] - 1] for r in members]
        self.cases = self.of("cases.Case", family_id=family["id"])
        self.courses = self.of("courses.Course", family_id=family["id"])

    def of(self, table: str, **values: Any) -> list[Row]:
        """Return the rows of a table that hold some values."""
        return [r for r in self.rows[table] if all(r[k] == v for k, v in values.items())]

    def later(self, moment: datetime, run: Callable[[], None]) -> None:
        """Keep an action for its moment."""
        self.steps.append((moment, len(self.steps), run))

    def got(self, table: str, number: int | None) -> Any:
        """Return what an action made in place of a generated row, as the database has it now."""
        if number is None:
            return None
        kept = self.made[table, number]
        return type(kept).objects.get(pk=kept.pk)

    def user(self, number: int) -> Any:
        """Return a worker, read anew so that rights follow the clock."""
        return User.objects.get(pk=number)

    def run(self) -> None:
        """Live the life."""
        dossiers = {case["from_dossier_id"] for case in self.cases}
        for row in self.rows["intake.Notification"]:
            if row["dossier_id"] in dossiers:
                self.notified(row)
        enquiries = self.of("intake.Enquiry", family_id=self.family["id"])
        for row in enquiries:
            self.enquired(row)
        if not enquiries:
            self._people()
        for case in self.cases:
            self._case(case)
            self.coordinated(case)
        for course in self.courses:
            self.live_course(course)
            self.asked(course)
            self.reported(course)
        for moment, _, step in sorted(self.steps, key=lambda item: item[:2]):
            with clock.at(moment):
                step()

    # ------------------------------------------------------------------ people

    def _people(self) -> None:
        with clock.at(clock.moment(self.known_on, 7)):
            for row in self.persons:
                more = {
                    key: row[key]
                    for key in (
                        "has_protected_name",
                        "has_protected_address",
                        "language",
                        "needs_interpreter",
                        "companion",
                    )
                }
                number = self.of("people.PersonNumber", person_id=row["id"])[0]["digits"]
                self.made["people.Person", row["id"]] = people.register_person(
                    by=SYSTEM,
                    register=row["register"],
                    given_name=row["given_name"],
                    family_name=row["family_name"],
                    born_on=row["born_on"],
                    cpr=number,
                    **more,
                )
            self.made["people.Family", self.family["id"]] = people.create_family(
                by=SYSTEM,
                register=self.family["register"],
                name=self.family["name"],
                members=[self.person(row["id"]) for row in self.persons],
                from_on=self.known_on,
            )
            self.kin()

    def person(self, number: int) -> Any:
        """Return the person made in place of a generated one."""
        return self.made["people.Person", number]

    def kin(self) -> None:
        """Write custody, who is what to whom, and the homes."""
        ids = {row["id"] for row in self.persons}
        for row in self.rows["people.Custody"]:
            if row["child_id"] in ids:
                people.give_custody(
                    by=SYSTEM,
                    child=self.person(row["child_id"]),
                    holder=self.person(row["holder_id"]),
                    from_on=row["from_on"],
                )
        for row in self.rows["people.Relation"]:
            if row["person_id"] in ids:
                one, other = self.person(row["person_id"]), self.person(row["other_id"])
                people.relate(by=SYSTEM, person=one, other=other, kind=row["kind"])
        for row in self.of("people.Household", family_id=self.family["id"]):
            residents = self.of("people.Residence", household_id=row["id"])
            self.made["people.Household", row["id"]] = people.add_home(
                by=SYSTEM,
                family=self.got("people.Family", self.family["id"]),
                label=row["label"],
                street=row["street"],
                postal_code=row["postal_code"],
                town=row["town"],
                residents=[(self.person(r["person_id"]), r["share"]) for r in residents],
                from_on=self.known_on,
                is_protected=row["is_protected"],
            )

    # ------------------------------------------------------------------ the case

    def _case(self, row: Row) -> None:
        dossier = self.rows["access.Dossier"][row["dossier_id"] - 1]
        (tie,) = self.of("access.Tie", dossier_id=dossier["id"], relation="adviser")
        by = tie["user_id"]

        def open_it() -> None:
            made = cases.open_case(
                by=self.user(by),
                child=self.person(row["child_id"]),
                family=self.got("people.Family", self.family["id"]),
                aware_on=row["aware_on"],
                team=Team.objects.get(pk=dossier["team_id"]),
                adviser=self.user(by),
                weight=row["weight"],
                notified_child=self._notified_child(dossier),
            )
            self.made["cases.Case", row["id"]] = made
            self.made["access.Dossier", dossier["id"]] = made.dossier
            for party in self.of("people.Party", dossier_id=dossier["id"], role="sibling"):
                people.add_party(
                    by=SYSTEM,
                    person=self.person(party["person_id"]),
                    dossier=made.dossier,
                    role=party["role"],
                    from_on=party["from_on"],
                )

        self.later(row["opened_at"], open_it)
        self._assessed(row, by)
        self._helped(row, by)
        self._followed_up(row, by)
        self._birthdays(row, by)
        self._closed(row, by)

    def _birthdays(self, case: Row, by: int) -> None:
        """Let the daily job run on the birthdays that began something, and note what met it."""
        for row in self.of("agenda.Obligation", dossier_id=case["dossier_id"]):
            if row["trigger_kind"].startswith("turned_"):
                moment = max(row["trigger_at"], case["opened_at"]) + timedelta(minutes=5)
                self.later(moment, lambda: self._job_of_the_day(case))
        for row in self.of("cases.NotedEvent", case_id=case["id"]):
            moment = max(row["noted_at"], case["opened_at"] + timedelta(minutes=10))
            self.later(moment, lambda row=row: self._note_event(case, row, by))

    def _job_of_the_day(self, case: Row) -> None:
        cases.note_birthdays(by=SYSTEM, unit=self.got("cases.Case", case["id"]).dossier.unit)

    def _note_event(self, case: Row, row: Row, by: int) -> None:
        keys = ("kind", "happened_on", "chosen_on", "measure_key", "text")
        self.made["cases.NotedEvent", row["id"]] = cases.note_event(
            by=self.user(by),
            case=self.got("cases.Case", case["id"]),
            text=cases.EventText(**{key: row[key] for key in keys}),
        )

    def _notified_child(self, dossier: Row) -> Any:
        named = self.of("intake.NotifiedChild", case_dossier_id=dossier["id"])
        return self.got("intake.NotifiedChild", named[0]["id"]) if named else None

    def _assessed(self, case: Row, by: int) -> None:
        for row in self.of("cases.Screening", case_id=case["id"]):
            self.later(row["decided_at"], lambda row=row: self._screen(case, row, by))
        for row in self.of("cases.Assessment", case_id=case["id"]):
            if row["finished_on"]:
                moment = clock.moment(row["finished_on"], 12)
                self.later(moment, lambda row=row: self._finish(case, row, by))

    def _screen(self, case: Row, row: Row, by: int) -> None:
        keys = (
            "is_honour_suspected",
            "outcome",
            "reason",
            "reason_text",
            "risk_assessed_on",
            "risk_text",
        )
        text = cases.ScreeningText(**{key: row[key] for key in keys})
        made = self.got("cases.Case", case["id"])
        cases.screen(by=self.user(by), case=made, text=text)

    def _finish(self, case: Row, row: Row, by: int) -> None:
        keys = (
            "looked_into",
            "by_whom",
            "findings",
            "childs_view",
            "child_view_waiver_text",
            "parents_view",
            "conclusion",
            "provisional_on",
        )
        waiver = row["child_view_waiver"] or None
        text = cases.AssessmentText(child_view_waiver=waiver, **{key: row[key] for key in keys})
        assessment = self.got("cases.Case", case["id"]).assessments.get()
        cases.finish_assessment(
            by=self.user(by),
            assessment=assessment,
            version=assessment.version,
            text=text,
            finished_on=row["finished_on"],
        )

    def _helped(self, case: Row, by: int) -> None:
        for row in self.of("cases.Decision", case_id=case["id"]):
            moment = clock.moment(row["decided_on"], 14)
            self.later(moment, lambda row=row: self._decide(case, row, by))
            if row["notified_at"]:
                told_at = row["notified_at"] + timedelta(hours=7)
                self.later(told_at, lambda row=row: self._tell(row, by))
        for row in self.of("cases.Measure", case_id=case["id"]):
            moment = clock.moment(row["started_on"], 8)
            self.later(moment, lambda row=row: self._start_measure(row, by))
        for row in self.of("cases.ActionPlan", case_id=case["id"]):
            moment = clock.moment(row["made_on"], 11)
            self.later(moment, lambda row=row: self._plan(case, row, by))
            changes = self.of("cases.PlanRevision", plan_id=row["id"])
            for at, change in enumerate(changes):
                self.later(
                    change["revised_at"],
                    lambda row=row, at=at, changes=changes: self._change_plan(row, changes, at, by),
                )
        for row in self.of("cases.Goal", dossier_id=case["dossier_id"]):
            moment = clock.moment(row["agreed_on"], 11, 30)
            self.later(moment, lambda row=row: self._goal(row, by))

    def _decide(self, case: Row, row: Row, by: int) -> None:
        keys = (
            *("measure_key", "ladder_step", "aim", "purpose", "grounds", "decided_on", "kind"),
            *("expected_duration_weeks", "is_plan_needed", "child_view", "compensates"),
            *("child_view_waiver_text", "replaces", "replaces_text"),
        )
        weighed = tuple(
            cases.Weighed(other["option"], other["was_chosen"], other["why"])
            for other in self.of("cases.AlternativeConsidered", decision_id=row["id"])
        )
        text = cases.DecisionText(
            alternatives=weighed,
            child_view_waiver=row["child_view_waiver"] or None,
            plan=self.got("cases.ActionPlan", row["plan_id"]),
            **{key: row[key] for key in keys},
        )
        made = cases.decide(by=self.user(by), case=self.got("cases.Case", case["id"]), text=text)
        self.made["cases.Decision", row["id"]] = made
        if row["approved_by_id"]:
            cases.approve_decision(by=self.user(row["approved_by_id"]), decision=made)

    def _tell(self, row: Row, by: int) -> None:
        cases.note_notified(
            by=self.user(by),
            decision=self.got("cases.Decision", row["id"]),
            on=row["notified_at"].date(),
            how=row["notified_how"],
        )

    def _start_measure(self, row: Row, by: int) -> None:
        self.made["cases.Measure", row["id"]] = cases.start_measure(
            by=self.user(by),
            decision=self.got("cases.Decision", row["decision_id"]),
            provider_unit=Unit.objects.get(pk=row["provider_unit_id"]),
            started_on=row["started_on"],
            everyday_life_note=row["everyday_life_note"],
        )

    def _plan(self, case: Row, row: Row, by: int) -> None:
        changes = self.of("cases.PlanRevision", plan_id=row["id"])
        first = {key: row[key] for key in ("purpose", "strategy")}
        if changes:
            first = {key: changes[0][f"{key}_before"] for key in first}
        self.made["cases.ActionPlan", row["id"]] = cases.make_plan(
            by=self.user(by),
            case=self.got("cases.Case", case["id"]),
            kind=row["kind"],
            purpose=first["purpose"],
            strategy=first["strategy"],
            made_on=row["made_on"],
        )

    def _change_plan(self, row: Row, changes: list[Row], at: int, by: int) -> None:
        """Change a plan to what the next change found in it, or to what it says last."""
        plan = self.got("cases.ActionPlan", row["id"])
        is_last = at + 1 == len(changes)
        ending, said = ("", row) if is_last else ("_before", changes[at + 1])
        cases.change_plan(
            by=self.user(by),
            plan=plan,
            version=plan.version,
            purpose=said[f"purpose{ending}"],
            strategy=said[f"strategy{ending}"],
            on=changes[at]["revised_on"],
            why=changes[at]["why"],
        )

    def _goal(self, row: Row, by: int) -> None:
        speaker = row["words_of_id"]
        course = self.got("courses.Course", row["course_id"])
        self.made["cases.Goal", row["id"]] = cases.agree_goal(
            by=self.user(by),
            dossier=self.got("access.Dossier", row["dossier_id"]),
            own_words=row["own_words"],
            professional_words=row["professional_words"],
            words_of=self.person(speaker) if speaker else None,
            agreed_on=row["agreed_on"],
            area=row["area"],
            course_id=course.pk if course else None,
            plan=self.got("cases.ActionPlan", row["plan_id"]),
        )

    def _followed_up(self, case: Row, by: int) -> None:
        for row in self.of("cases.FollowUp", case_id=case["id"]):
            self.later(row["closed_at"], lambda row=row: self._follow_up(case, row, by))

    def _follow_up(self, case: Row, row: Row, by: int) -> None:
        (meeting,) = self.of("agenda.Meeting", id=row["meeting_id"])
        made = self._meet(meeting, by)
        started = cases.start_follow_up(
            by=self.user(by),
            case=self.got("cases.Case", case["id"]),
            held_on=row["held_on"],
            meeting=made,
        )
        self.made["cases.FollowUp", row["id"]] = started
        keys = (
            *("child_heard", "child_words", "parents_heard", "parents_words"),
            *("step_down", "step_down_text", "combine", "everyday_life"),
            *("next_on", "next_reason_text"),
        )
        text = cases.FollowUpText(
            goals=[
                cases.GoalWord(
                    self.made["cases.Goal", g["goal_id"]].pk, g["judgement"], g["value"], g["note"]
                )
                for g in self.of("cases.FollowUpGoal", follow_up_id=row["id"])
            ],
            measures=[
                cases.MeasureWord(
                    self.made["cases.Measure", m["measure_id"]].pk,
                    m["outcome"],
                    m["reason_key"],
                    m["reason"],
                )
                for m in self.of("cases.FollowUpMeasure", follow_up_id=row["id"])
            ],
            next_reason=row["next_reason"] or None,
            **{key: row[key] for key in keys},
        )
        cases.close_follow_up(
            by=self.user(by), follow_up=started, version=started.version, text=text
        )

    def _meet(self, row: Row, by: int) -> Any:
        seats = [self._seat(seat) for seat in self.of("agenda.MeetingPerson", meeting_id=row["id"])]
        made = agenda.plan_meeting(
            by=self.user(by),
            dossier=self.got("access.Dossier", row["dossier_id"]),
            kind=MeetingKind(row["kind"]),
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            seats=seats,
            place=row["place"],
            purpose=row["purpose"],
            is_formal=row["is_formal"],
        )
        self.made["agenda.Meeting", row["id"]] = made
        agenda.hold_meeting(
            by=self.user(by),
            meeting=made,
            version=made.version,
            there=seats,
            agreements=row["agreements"],
        )
        return made

    def _seat(self, row: Row) -> Seat:
        person = self.person(row["person_id"]).pk if row["person_id"] else None
        return Seat(person, row["user_id"], row["label"])

    def _closed(self, case: Row, by: int) -> None:
        if case["closed_at"] is None:
            return

        def close() -> None:
            self._end_goals(case["dossier_id"], by)
            made = self.got("cases.Case", case["id"])
            cases.close_case(
                by=self.user(by),
                case=made,
                version=made.version,
                reason=case["closing_reason"],
                settled=no_need_of_any(made),
            )

        self.later(case["closed_at"], close)

    def _end_goals(self, dossier_id: int, by: int) -> None:
        for goal in self.of("cases.Goal", dossier_id=dossier_id):
            if goal["ended_on"]:
                cases.end_goal(
                    by=self.user(by),
                    goal=self.got("cases.Goal", goal["id"]),
                    on=goal["ended_on"],
                    reason=goal["end_reason"],
                )
