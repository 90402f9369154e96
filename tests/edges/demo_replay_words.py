"""What a generated family said and read, and who did what with it, lived again through actions."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hjemmebane.domain.documents import PassageOrigin, Section
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.access.models import Unit
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.documents import actions as documents
from hjemmebane.records.feedback import actions as feedback
from hjemmebane.records.people import actions as people
from hjemmebane.records.reports import actions as reports

Row = dict[str, Any]
UUID_IN_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GOALS, WORDS, GOAL_ITEM = "goal-rating", "words", "goal:"


class WordsReplay:
    """Feedback, closing reports, consents and the coordination plan of a family."""

    made: dict[tuple[str, int], Any]
    rows: dict[str, list[Row]]
    of: Callable[..., list[Row]]
    got: Callable[[str, int | None], Any]
    user: Callable[[int], Any]
    person: Callable[[int], Any]
    later: Callable[[datetime, Callable[[], None]], None]

    # ------------------------------------------------------------------ feedback

    def asked(self, course: Row) -> None:
        """Hand out each link, answer it, read the words, and change something because of them."""
        for link in self.of("feedback.FeedbackLink", course_id=course["id"]):
            self.later(link["made_at"], lambda link=link: self._hand_out(course, link))
            if link["used_at"]:
                self.later(link["used_at"], lambda link=link: self._answer(link))
        for response in self.of("feedback.Response", course_id=course["id"]):
            if response["danger_read_at"]:
                moment = response["danger_read_at"]
                self.later(moment, lambda response=response: self._read_for_danger(response))
            for act in self.of("feedback.FeedbackAct", response_id=response["id"]):
                self.later(act["at"], lambda act=act: self._change(act))

    def _hand_out(self, course: Row, link: Row) -> None:
        self.made["feedback.FeedbackLink", link["id"]] = feedback.make_link(
            by=self.user(link["made_by_id"]),
            course=self.got("courses.Course", course["id"]),
            person=self.person(link["person_id"]),
            contact=self.got("courses.Contact", link["contact_id"]),
        )

    def _answer(self, link: Row) -> None:
        responses = self.of("feedback.Response", link_id=link["id"])
        values: dict[str, int] = {}
        goals: dict[UUID, int] = {}
        text = ""
        for response in responses:
            for answer in self.of("feedback.Answer", response_id=response["id"]):
                if response["instrument_key"] == GOALS:
                    goals[self._goal_id(answer["item"])] = answer["value"]
                elif answer["item"] == WORDS:
                    text = answer["text"]
                else:
                    values[answer["item"]] = answer["value"]
        made = feedback.answer_link(
            by=PUBLIC,
            link=self.got("feedback.FeedbackLink", link["id"]),
            given=feedback.Given(values=values, goals=goals, text=text),
        )
        for response, kept in zip(responses, made, strict=True):
            self.made["feedback.Response", response["id"]] = kept

    def _goal_id(self, item: str) -> UUID:
        (goal,) = self.of("cases.Goal", public_id=UUID(item.removeprefix(GOAL_ITEM)))
        found: UUID = self.made["cases.Goal", goal["id"]].public_id
        return found

    def _read_for_danger(self, row: Row) -> None:
        feedback.read_for_danger(
            by=self.user(row["danger_read_by_id"]),
            response=self.got("feedback.Response", row["id"]),
            danger_found=row["danger_found"],
        )

    def _change(self, row: Row) -> None:
        self.made["feedback.FeedbackAct", row["id"]] = feedback.note_change(
            by=self.user(row["by_id"]),
            response=self.got("feedback.Response", row["response_id"]),
            what_changed=row["what_changed"],
        )

    # ------------------------------------------------------------------ the report

    def reported(self, course: Row) -> None:
        """Write the course's report, lay it before the family, let them read it, and send it."""
        for row in self.of("documents.Report", course_id=course["id"]):
            self.later(row["created_at"], lambda row=row: self._fill(course, row))
            if row["review_since"]:
                self.later(row["review_since"], lambda row=row: self._lay(course, row))
            for reading in self.of("documents.FamilyReading", report_id=row["id"]):
                if reading["read_at"]:
                    self.later(reading["read_at"], lambda reading=reading: self._note(reading))
            if row["sent_at"]:
                self.later(row["sent_at"], lambda row=row: self._send(course, row))

    def _fill(self, course: Row, row: Row) -> None:
        by = self.user(row["created_by_id"])
        made = reports.fill_closing_report(by=by, course=self.got("courses.Course", course["id"]))
        self.made["documents.Report", row["id"]] = made
        for passage in self.of("documents.Passage", report_id=row["id"]):
            if passage["origin"] is PassageOrigin.WORKER:
                kept = documents.write_passage(
                    by=by, report=made, section=Section(passage["section"]), text=passage["text"]
                )
            else:
                kept = made.passages.filter(key=self._key(passage["key"])).first()
            if kept is not None:
                self.made["documents.Passage", passage["id"]] = kept

    def _key(self, key: str) -> str:
        """Return a sentence's key with the public ids that the actions gave."""
        known = {
            str(self.rows[table][number - 1]["public_id"]): str(made.public_id)
            for (table, number), made in self.made.items()
            if "public_id" in self.rows[table][number - 1]
        }
        return UUID_IN_TEXT.sub(lambda found: known.get(found[0], found[0]), key)

    def _lay(self, course: Row, row: Row) -> None:
        report = self.got("documents.Report", row["id"])
        reports.lay_report_before_family(
            by=self.user(row["created_by_id"]),
            course=self.got("courses.Course", course["id"]),
            report=report,
        )
        kept = {reading.person_id: reading for reading in report.readings.all()}
        for reading in self.of("documents.FamilyReading", report_id=row["id"]):
            person = self.person(reading["person_id"])
            if person.pk in kept:
                self.made["documents.FamilyReading", reading["id"]] = kept[person.pk]

    def _note(self, row: Row) -> None:
        documents.note_read(
            by=self.user(row["noted_by_id"]),
            reading=self.got("documents.FamilyReading", row["id"]),
            how=row["how"],
        )

    def _send(self, course: Row, row: Row) -> None:
        report = self.got("documents.Report", row["id"])
        more = {"by": self.user(row["sent_by_id"]), "report": report}
        made = self.got("courses.Course", course["id"])
        if row["sent_unread_reason"]:
            reason, text = row["sent_unread_reason"], row["sent_unread_text"]
            reports.send_closing_report_unread(**more, course=made, reason=reason, text=text)
        else:
            reports.send_closing_report(**more, course=made)

    # ------------------------------------------------------------------ consents and the plan

    def coordinated(self, case: Row) -> None:
        """Record the consents of a case, take its plan into use, and do its tasks."""
        for row in self.of("people.Consent", dossier_id=case["dossier_id"]):
            noon = datetime.combine(row["given_on"], datetime.min.time(), case["opened_at"].tzinfo)
            self.later(noon + timedelta(hours=9), lambda row=row: self._consent(row))
            if row["withdrawn_at"]:
                self.later(row["withdrawn_at"], lambda row=row: self._withdraw(row))
        for plan in self.of("cases.CoordinationPlan", case_id=case["id"]):
            self.later(plan["activated_at"], lambda plan=plan: self._activate(case, plan))
            for task in self.of("cases.CoordinationTask", plan_id=plan["id"]):
                self.later(plan["activated_at"], lambda task=task: self._task(case, task))
                if task["done_at"]:
                    self.later(task["done_at"], lambda task=task: self._finish_task(task))

    def _consent(self, row: Row) -> None:
        self.made["people.Consent", row["id"]] = people.give_consent(
            by=self.user(row["recorded_by_id"]),
            person=self.person(row["given_by_id"]),
            about=self.person(row["about_id"]),
            dossier=self.got("access.Dossier", row["dossier_id"]),
            to_unit=Unit.objects.get(pk=row["to_unit_id"]),
            what=row["what"],
            purpose=row["purpose"],
            until_on=row["until_on"],
            how=row["how"],
            to_whom=row["to_whom"],
        )

    def _withdraw(self, row: Row) -> None:
        people.withdraw_consent(
            by=self.user(row["recorded_by_id"]), consent=self.got("people.Consent", row["id"])
        )

    def _adviser(self, case: Row) -> Any:
        ties = self.of("access.Tie", dossier_id=case["dossier_id"], relation="adviser")
        return self.user(ties[0]["user_id"])

    def _activate(self, case: Row, plan: Row) -> None:
        made = self.got("cases.Case", case["id"])
        self.made["cases.CoordinationPlan", plan["id"]] = cases.activate_coordination_plan(
            by=self._adviser(case), case=made
        )

    def _task(self, case: Row, row: Row) -> None:
        text = cases.TaskText(
            row["what"], row["how"], row["together_with"], row["when_text"], row["due_on"]
        )
        owner = cases.Owner(
            user=self.user(row["user_id"]) if row["user_id"] else None,
            unit=Unit.objects.filter(pk=row["unit_id"]).first(),
            person=self.person(row["person_id"]) if row["person_id"] else None,
        )
        told = [
            disclosure
            for disclosure in self.of("people.Disclosure", dossier_id=case["dossier_id"])
            if disclosure["what"] == TASK_TOLD
        ]
        ground = cases.Ground()
        if told and row["user_id"] and owner.user.kind == "partner":
            consent = self.got("people.Consent", told[0]["consent_id"])
            ground = cases.Ground(consent=consent, law=told[0]["reason"])
        self.made["cases.CoordinationTask", row["id"]] = cases.add_coordination_task(
            by=self._adviser(case),
            case=self.got("cases.Case", case["id"]),
            text=text,
            owner=owner,
            ground=ground,
        )

    def _finish_task(self, row: Row) -> None:
        cases.finish_coordination_task(
            by=self.user(row["done_by_id"]), task=self.got("cases.CoordinationTask", row["id"])
        )


TASK_TOLD = "partnerens egen opgave i koordineringsplanen"
