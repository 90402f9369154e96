"""On Anna's desk: a decision that waits for the leader, and a complaint to look at anew."""

from datetime import timedelta

from hjemmebane import clock
from hjemmebane.domain.cases import Replaces, ViewWaiver
from hjemmebane.domain.decision_parties import ComplaintHow
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.edges.jobs.demo import cases, deadlines
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.town import Town, at

ASKED_AGO, DECIDED_AGO, COMPLAINED_AGO = 4, 16, 6
COMPLAINT = (
    "Far ringede. Han synes, hjælpen kommer på de forkerte tidspunkter, og vil have den om aftenen."
)


def ask_the_leader(town: Town, file: CaseFile) -> None:
    """A respite on step 4 was decided some days ago, and the leader has not answered."""
    cases.decide(
        town,
        file,
        town.working_day(town.anchor - timedelta(days=ASKED_AGO)),
        "stoetteophold",
        "4",
        20,
        is_waiting=True,
        purpose="To weekender om måneden hos mormor, så hverdagen kan holde.",
        grounds="Mor er alene med tre børn, og skolen ser, at kræfterne slipper op.",
        replaces=Replaces.PLACEMENT,
        replaces_text="Anbringelse i slægt eller netværk",
        is_plan_needed=False,
        child_view_waiver=ViewWaiver.DECLINED,
        child_view_waiver_text="Barnet ville hellere vise os sit værelse.",
        alternatives=[("Flere timer hjemme", False, "Det er weekenderne, der er tunge.")],
    )


def complain(town: Town, file: CaseFile) -> None:
    """A parent complained over the latest decision; the four weeks of the municipality run."""
    decision = cases.decide(
        town,
        file,
        town.working_day(town.anchor - timedelta(days=DECIDED_AGO)),
        "kontaktperson",
        "3",
        26,
        purpose="En voksen ved siden af, når eftermiddagen er lang.",
        grounds="Barnet er meget alene om eftermiddagen og vil gerne have en at tale med.",
        is_plan_needed=False,
        child_view_waiver=ViewWaiver.DECLINED,
        child_view_waiver_text="Barnet ville hellere vise os sit værelse.",
        alternatives=[("Fritidsklub alene", False, "Der er ingen voksen, der kender barnet.")],
    )
    on = town.working_day(town.anchor - timedelta(days=COMPLAINED_AGO))
    complaint = town.book.add(
        "cases.Complaint",
        case_id=file.case["id"],
        decision_id=decision["id"],
        person_id=file.home.holders(file.child)[0]["id"],
        received_on=on,
        how=ComplaintHow.SPOKEN,
        text=COMPLAINT,
        is_late=False,
        noted_by_id=town.users[file.adviser]["id"],
    )
    deadlines.close_for(
        town,
        EventKind.COMPLAINT_LODGED,
        dossier=file.dossier,
        with_=("complaint", complaint["public_id"]),
        at=clock.midnight(on),
        about=("decision", decision["public_id"]),
    )
    deadlines.start_for(
        town,
        EventKind.COMPLAINT_RECEIVED,
        dossier=file.dossier,
        about=("complaint", complaint["public_id"]),
        on=on,
        created_at=at(on, 10),
        person_id=file.child["id"],
        responsible=town.users[file.adviser],
    )
