"""How a generated family came in, lived again: its notification, or its enquiry."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hjemmebane.domain.intake import (
    ChildGiven,
    DangerAssessment,
    EnquiryGiven,
    MemberGiven,
    NotificationGiven,
    TriageDecision,
)
from hjemmebane.records.access.acting import PUBLIC, SYSTEM
from hjemmebane.records.access.models import Unit
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.people import actions as people

Row = dict[str, Any]


class IntakeReplay:
    """The notification or the enquiry that a family's rows begin with."""

    made: dict[tuple[str, int], Any]
    rows: dict[str, list[Row]]
    persons: list[Row]
    of: Callable[..., list[Row]]
    got: Callable[[str, int | None], Any]
    user: Callable[[int], Any]
    person: Callable[[int], Any]
    later: Callable[[datetime, Callable[[], None]], None]

    # ------------------------------------------------------------------ the authority

    def notified(self, row: Row) -> None:
        """Live one notification: received, its children told and assessed, the receipt sent."""
        self.later(row["received_at"], lambda: self._receive_notification(row))
        children = self.of("intake.NotifiedChild", notification_id=row["id"])
        for child in children:
            soon = row["received_at"] + timedelta(minutes=1)
            self.later(soon, lambda child=child: self._identify(child))
            self.later(child["assessed_at"], lambda child=child: self._assess(child))
        if row["receipt_sent_at"]:
            self.later(row["receipt_sent_at"], lambda: self._send_receipt(row))

    def _receive_notification(self, row: Row) -> None:
        children = self.of("intake.NotifiedChild", notification_id=row["id"])
        reasons = self.of("intake.NotificationReason", notification_id=row["id"])
        given = NotificationGiven(
            source=row["source"],
            concern_source=row["concern_source"],
            reasons=tuple(reason["key"] for reason in reasons),
            text=row["text"],
            children=tuple(
                ChildGiven(c["name_given"], c["born_on_given"], c["age_given"]) for c in children
            ),
            danger_answer=row["danger_answer"],
            is_anonymous=row["is_anonymous"],
            reporter_name=row["reporter_name"],
        )
        made = intake.receive_notification(
            by=self.user(row["reporter_id"]) if row["reporter_id"] else PUBLIC,
            given=given,
            reporter_unit=Unit.objects.filter(pk=row["reporter_unit_id"]).first(),
        )
        self.made["intake.Notification", row["id"]] = made
        self.made["access.Dossier", row["dossier_id"]] = made.dossier
        for child, named in zip(children, made.children.order_by("pk"), strict=True):
            self.made["intake.NotifiedChild", child["id"]] = named

    def _identify(self, child: Row) -> None:
        intake.identify_child(
            by=self.user(child["assessed_by_id"]),
            notified_child=self.got("intake.NotifiedChild", child["id"]),
            person=self.person(child["person_id"]),
        )

    def _assess(self, child: Row) -> None:
        assessment = DangerAssessment(
            child["is_in_danger"],
            child["assessment_text"],
            child["outcome"],
            child["acute_action"],
        )
        intake.assess_danger(
            by=self.user(child["assessed_by_id"]),
            notified_child=self.got("intake.NotifiedChild", child["id"]),
            assessment=assessment,
        )

    def _send_receipt(self, row: Row) -> None:
        intake.send_receipt(
            by=self.user(row["receipt_sent_by_id"]),
            notification=self.got("intake.Notification", row["id"]),
        )

    # ------------------------------------------------------------------ the prevention unit

    def enquired(self, row: Row) -> None:
        """Live one enquiry: received, read, triaged, allocated, spoken to, registered."""
        self.later(row["received_at"], lambda: self._receive_enquiry(row))
        self.later(row["danger_read_at"], lambda: self._read(row))
        self.later(row["triaged_at"], lambda: self._triage(row))
        self.later(row["allocated_at"], lambda: self._allocate(row))
        self.later(row["first_contact_at"], lambda: self._first_contact(row))
        dossier = self.rows["access.Dossier"][row["course_dossier_id"] - 1]
        self.later(dossier["opened_at"], lambda: self._register(row))

    def _receive_enquiry(self, row: Row) -> None:
        children = self.of("intake.EnquiryChild", enquiry_id=row["id"])
        given = EnquiryGiven(
            source=row["source"],
            concern_source=row["concern_source"],
            danger_answer=row["danger_answer"],
            text=row["text"],
            children=tuple(ChildGiven(c["name"], c["born_on"], c["age"]) for c in children),
            contact_name=row["contact_name"],
            contact_phone=row["contact_phone"],
            own_motivation=row["own_motivation"],
            problem=row["problem"],
            has_family_agreed=row["family_agreed"],
        )
        received_by = row["received_by_id"]
        made = intake.receive_enquiry(
            by=self.user(received_by) if received_by else PUBLIC,
            given=given,
            partner_unit=Unit.objects.filter(pk=row["partner_unit_id"]).first(),
        ).enquiry
        self.made["intake.Enquiry", row["id"]] = made
        self.made["access.Dossier", row["dossier_id"]] = made.dossier

    def _read(self, row: Row) -> None:
        intake.read_for_danger(
            by=self.user(row["danger_read_by_id"]),
            enquiry=self.got("intake.Enquiry", row["id"]),
            is_danger_found=row["is_danger_found"],
            note=row["danger_note"],
        )

    def _triage(self, row: Row) -> None:
        decision = TriageDecision(
            outcome=row["triage_outcome"],
            reason=row["triage_reason"],
            is_motivated=row["is_motivated"],
            is_delimited=row["is_delimited"],
            text=row["triage_text"],
            needed_competence=row["needed_competence"],
        )
        enquiry = self.got("intake.Enquiry", row["id"])
        intake.triage(by=self.user(row["triaged_by_id"]), enquiry=enquiry, decision=decision)

    def _allocate(self, row: Row) -> None:
        intake.allocate(
            by=self.user(row["triaged_by_id"]),
            enquiry=self.got("intake.Enquiry", row["id"]),
            worker=self.user(row["allocated_to_id"]),
            reason=row["allocation_reason"],
        )

    def _first_contact(self, row: Row) -> None:
        intake.register_first_contact(
            by=self.user(row["allocated_to_id"]),
            enquiry=self.got("intake.Enquiry", row["id"]),
            at=row["first_contact_at"],
        )

    def _register(self, row: Row) -> None:
        roles = {
            party["person_id"]: party["role"]
            for party in self.of("people.Party", dossier_id=row["dossier_id"])
        }
        (family,) = self.of("people.Family", id=row["family_id"])
        members = [
            MemberGiven(p["given_name"], p["family_name"], roles[p["id"]], p["born_on"])
            for p in self.persons
        ]
        enquiry = intake.register_family(
            by=self.user(row["allocated_to_id"]),
            enquiry=self.got("intake.Enquiry", row["id"]),
            name=family["name"],
            members=members,
        )
        self.made["access.Dossier", row["course_dossier_id"]] = enquiry.course_dossier
        self.made["people.Family", family["id"]] = enquiry.family
        found = enquiry.family.members.order_by("pk")
        for person, member in zip(self.persons, found, strict=True):
            self.made["people.Person", person["id"]] = member.person
            (number,) = self.of("people.PersonNumber", person_id=person["id"])
            people.add_number(by=SYSTEM, person=member.person, number=number["digits"])
        self.kin()

    def kin(self) -> None:
        """Write who is what to whom; the family's own replay knows."""
        raise NotImplementedError
