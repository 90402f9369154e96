"""The courses of a generated family, lived again through the real actions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import ContactState
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import Unit
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.courses import actions as courses

Row = dict[str, Any]


class CourseReplay:
    """What a family's courses were made of; the family itself is replayed by its subclass."""

    made: dict[tuple[str, int], Any]
    rows: dict[str, list[Row]]
    of: Callable[..., list[Row]]
    got: Callable[[str, int | None], Any]
    user: Callable[[int], Any]
    person: Callable[[int], Any]
    later: Callable[[datetime, Callable[[], None]], None]

    def live_course(self, row: Row) -> None:
        ties = [
            tie
            for tie in self.of("access.Tie", course_id=row["id"])
            if tie["relation"] != "provider_head"
        ]
        dossier = self.rows["access.Dossier"][row["dossier_id"] - 1]
        is_prevention = dossier["register"] == Register.PREVENTION
        own = self.of("access.Tie", dossier_id=row["dossier_id"], relation="adviser")
        by = (ties if is_prevention else own)[0]["user_id"]
        moment = clock.moment(row["started_on"], 9, 30)
        self.later(moment, lambda: self._start(row, ties, by))
        for contact in self.of("courses.Contact", course_id=row["id"]):
            self._contact(row, contact)
        worker = ties[0]["user_id"]
        self._steered(row, worker)
        if row["ended_on"]:
            self.later(clock.moment(row["ended_on"], 22), lambda: self._end(row, worker))
        if is_prevention:
            self._prevented(row, worker)

    def _steered(self, row: Row, worker: int) -> None:
        for event in self.of("courses.PhaseEvent", course_id=row["id"]):
            self.later(event["noted_at"], lambda event=event: self._phase(row, event))
        for mark in self.of("courses.MilestoneMark", course_id=row["id"]):
            self.later(mark["noted_at"], lambda mark=mark: self._mark(row, mark))
        for link in self.of("courses.CourseMeeting", course_id=row["id"]):
            self._course_meeting(row, link, worker)
        for asked in self.of("courses.Extension", course_id=row["id"]):
            self._extension(row, asked)

    def _prevented(self, row: Row, worker: int) -> None:
        for goal in self.of("cases.Goal", course_id=row["id"]):
            moment = clock.moment(goal["agreed_on"], 11, 30)
            self.later(moment, lambda goal=goal: self._goal(goal, worker))

    def _start(self, row: Row, ties: list[Row], by: int) -> None:
        children = self.of("courses.CourseChild", course_id=row["id"])
        agreed = courses.Agreed(
            needs=row["agreed_needs"],
            frequency_source=row["frequency_source"],
            frequency_days=row["frequency_days"],
            frequency_text=row["frequency_text"],
        )
        made = courses.start_course(
            by=self.user(by),
            dossier=self.got("access.Dossier", row["dossier_id"]),
            programme_key=row["programme_key"],
            family=self.got("people.Family", row["family_id"]),
            unit=Unit.objects.get(pk=row["unit_id"]),
            started_on=row["started_on"],
            children=[self.person(child["person_id"]).pk for child in children],
            workers=[(self.user(tie["user_id"]), tie["title"]) for tie in ties],
            agreed=agreed,
            measure=self.got("cases.Measure", row["measure_id"]),
        )
        self.made["courses.Course", row["id"]] = made
        for measure in self.of("cases.Measure", course_id=row["id"]):
            if measure["id"] != row["measure_id"]:
                second = self.got("cases.Measure", measure["id"])
                cases.attach_course(by=SYSTEM, measure=second, course_id=made.pk)

    def _contact(self, course: Row, row: Row) -> None:
        workers = [w["user_id"] for w in self.of("courses.ContactWorker", contact_id=row["id"])]
        moved_from = self.of("courses.Contact", moved_to_id=row["id"])
        if row["state"] is ContactState.HELD:
            run = lambda: self._write(course, row, workers, bool(moved_from))  # noqa: E731
            self.later(row["written_at"], run)
            return
        first = clock.moment(course["started_on"], 10)
        early = max(first, row["starts_at"] - timedelta(days=2))
        early = min(early, clock.moment(clock.today(), 9, 30))
        self.later(early, lambda: self._plan_contact(course, row, workers))
        if row["state"] is not ContactState.PLANNED:
            late = max(early, row["starts_at"]) + timedelta(minutes=20)
            self.later(late, lambda: self._not_held(course, row, workers))

    def _appointment(self, row: Row, workers: list[int], persons: list[Row]) -> Any:
        home = self.got("people.Household", row["household_id"])
        return courses.Appointment(
            starts_at=row["starts_at"],
            setting=row["setting"],
            workers=workers,
            minutes=row["minutes"],
            home=str(home.public_id) if home else "",
            invited=[self.person(p["person_id"]).pk for p in persons],
        )

    def _plan_contact(self, course: Row, row: Row, workers: list[int]) -> None:
        persons = self.of("courses.ContactPerson", contact_id=row["id"])
        self.made["courses.Contact", row["id"]] = courses.plan_contact(
            by=self.user(workers[0]),
            course=self.got("courses.Course", course["id"]),
            appointment=self._appointment(row, workers, persons),
        )

    def _not_held(self, course: Row, row: Row, workers: list[int]) -> None:
        made, by = self.got("courses.Contact", row["id"]), self.user(workers[0])
        more = {"by": by, "contact": made, "version": made.version}
        if row["state"] is ContactState.CANCELLED:
            courses.cancel_contact(**more, reason=row["cancel_reason"], text=row["cancel_text"])
        elif row["state"] is ContactState.NOBODY_HOME:
            courses.nobody_home(**more, text=row["cancel_text"])
        else:
            (new,) = self.of("courses.Contact", id=row["moved_to_id"])
            theirs = [w["user_id"] for w in self.of("courses.ContactWorker", contact_id=new["id"])]
            self.made["courses.Contact", new["id"]] = courses.move_contact(
                **more, appointment=self._appointment(new, theirs, [])
            )

    def _write(self, course: Row, row: Row, workers: list[int], was_moved: bool) -> None:
        persons = self.of("courses.ContactPerson", contact_id=row["id"])
        home = self.got("people.Household", row["household_id"])
        note = courses.Note(
            starts_at=row["starts_at"],
            setting=row["setting"],
            workers=workers,
            minutes=row["minutes"],
            home=str(home.public_id) if home else "",
            there=[self.person(p["person_id"]).pk for p in persons if p["was_there"]],
            about=[self.person(p["person_id"]).pk for p in persons if p["is_about"]],
            methods=[m["key"] for m in self.of("courses.ContactMethod", contact_id=row["id"])],
            is_formal=row["is_formal"],
            goals={
                self.made["cases.Goal", g["goal_id"]].pk: g["judgement"]
                for g in self.of("courses.ContactGoal", contact_id=row["id"])
            },
            text=row["note"],
            agreed_next=row["agreed_next"],
        )
        known = self.got("courses.Contact", row["id"]) if was_moved else None
        self.made["courses.Contact", row["id"]] = courses.write_contact(
            by=self.user(row["written_by_id"]),
            course=self.got("courses.Course", course["id"]),
            note=note,
            contact=known,
            version=known.version if known else 1,
        )

    def _phase(self, course: Row, row: Row) -> None:
        courses.begin_phase(
            by=self.user(row["noted_by_id"]),
            course=self.got("courses.Course", course["id"]),
            phase=row["phase"],
            on=row["started_on"],
            reason=row["reason"],
        )

    def _mark(self, course: Row, row: Row) -> None:
        courses.mark_milestone(
            by=self.user(row["noted_by_id"]),
            course=self.got("courses.Course", course["id"]),
            key=row["key"],
            on=row["done_on"],
        )

    def _course_meeting(self, course: Row, link: Row, by: int) -> None:
        (row,) = self.of("agenda.Meeting", id=link["meeting_id"])
        seats = self.of("agenda.MeetingPerson", meeting_id=row["id"])
        is_held = row["state"] == "held"
        when = row["ends_at"] if is_held else clock.moment(clock.today(), 9, 30)

        def meet() -> None:
            plan = courses.MeetingPlan(
                key=link["key"],
                starts_at=row["starts_at"],
                minutes=int((row["ends_at"] - row["starts_at"]).total_seconds() // 60),
                place=row["place"],
                purpose=row["purpose"],
                persons=[self.person(s["person_id"]).pk for s in seats if s["person_id"]],
                users=[s["user_id"] for s in seats if s["user_id"]],
                others=[s["label"] for s in seats if s["label"]],
            )
            run = courses.register_course_meeting if is_held else courses.plan_course_meeting
            more = {}
            if is_held:
                more["outcome"] = courses.MeetingOutcome(
                    agreements=row["agreements"],
                    said=courses.Said(child_voice=row["child_voice"]),
                )
            made = self.got("courses.Course", course["id"])
            linked = run(by=self.user(by), course=made, plan=plan, **more)
            self.made["agenda.Meeting", row["id"]] = linked.meeting

        self.later(when, meet)

    def _extension(self, course: Row, row: Row) -> None:
        def ask() -> None:
            wish = courses.ExtensionWish(
                reason=row["reason"], new_limit=row["new_limit"], text=row["text"]
            )
            self.made["courses.Extension", row["id"]] = courses.ask_for_extension(
                by=self.user(row["asked_by_id"]),
                course=self.got("courses.Course", course["id"]),
                wish=wish,
            )

        def decide() -> None:
            courses.decide_extension(
                by=self.user(row["decided_by_id"]),
                extension=self.got("courses.Extension", row["id"]),
                is_agreed=row["is_agreed"],
            )

        self.later(row["asked_at"], ask)
        self.later(row["decided_at"], decide)

    def _end(self, row: Row, by: int) -> None:
        made = self.got("courses.Course", row["id"])
        if row["outcome"]:
            courses.record_outcome(
                by=self.user(row["outcome_by_id"]),
                course=made,
                version=made.version,
                outcome=row["outcome"],
                text=row["outcome_text"],
            )
            made = self.got("courses.Course", row["id"])
        if row["measure_id"] is None:
            self._end_goals(row["dossier_id"], by)
        courses.end_course(
            by=self.user(by),
            course=made,
            version=made.version,
            on=row["ended_on"],
            reason=row["end_reason"],
            text=row["end_text"],
        )
