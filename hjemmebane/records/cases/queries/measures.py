"""Measures, and the ladder read off them."""

from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import MeasureEndReason
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.ladder import StepSpan, changes, steps_on
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models import Case, Measure
from hjemmebane.records.cases.queries.rows import Ladder, LadderMove, MeasureRow
from hjemmebane.records.people.reach import reach_of


def measures_of(subject: Case | Dossier, user: User) -> tuple[MeasureRow, ...]:
    """Return the measures of a case or its dossier, running ones first, newest first."""
    rows = sorted(_measures(subject, user), key=lambda row: row.ended_on is not None)
    return tuple(_row(row) for row in rows)


def _measures(subject: Case | Dossier, user: User) -> list[Measure]:
    rows = Measure.objects.visible_to(user)
    own = (
        rows.filter(case=subject)
        if isinstance(subject, Case)
        else rows.filter(case__dossier=subject)
    )
    return list(own.select_related("decision", "provider_unit").order_by("-started_on", "-pk"))


def _row(row: Measure) -> MeasureRow:
    return MeasureRow(
        id=row.pk,
        public_id=str(row.public_id),
        title=row.title,
        measure_key=row.measure_key,
        step=row.step,
        aim=OrderAim(row.aim),
        purpose=row.purpose,
        law=row.decision.legal_basis.words,
        kle=catalogue.current().measure(row.measure_key).kle,
        started_on=row.started_on,
        expected_end_on=row.expected_end_on,
        ended_on=row.ended_on,
        end_reason=MeasureEndReason(row.end_reason).label if row.end_reason else "",
        provider=row.provider_unit.name,
        decision_public_id=str(row.decision.public_id),
        course_id=row.course_id,
    )


def left_open_by_start(measure_key: str, on: date) -> str:
    """Return what the start of a measure asks for without the law setting a day, in words."""
    current = catalogue.current()
    event = current.measure(measure_key).on_start
    begun = current.rules_started_by(event, on, measure=measure_key) if event else ()
    return ", ".join(rule.name for rule in begun if rule.length.count is None)


def get_measure(public_id: object, user: User) -> Measure:
    """Return a measure; raise NotVisible otherwise."""
    rows = Measure.objects.visible_to(user).filter(public_id=str(public_id))
    measure = rows.select_related("case__dossier", "decision", "provider_unit").first()
    if measure is None:
        raise NotVisible("measure", public_id)
    return measure


def ladder_of(subject: Case | Dossier, user: User) -> Ladder:
    """Return the ladder steps of a child, derived from its measures; never shown to a family."""
    if reach_of(user).is_family:
        return Ladder()
    measures = _measures(subject, user)
    spans = [StepSpan(m.step, m.started_on, m.ended_on, str(m.public_id)) for m in measures]
    by_key = {str(measure.public_id): measure for measure in measures}
    moves = tuple(
        LadderMove(
            change.on,
            change.movement,
            change.before,
            change.after,
            tuple(
                _why(by_key[key], change.on == by_key[key].started_on) for key in change.measures
            ),
        )
        for change in changes(spans)
    )
    running = (m for m in measures if m.ended_on is None and m.everyday_life_note)
    return Ladder(
        steps_on(spans, clock.today()),
        tuple(reversed(moves)),
        tuple(measure.everyday_life_note for measure in running),
    )


def _why(measure: Measure, is_start: bool) -> str:
    """Return why a measure moved the child: its purpose when it began, its reason when it ended."""
    if is_start:
        return f"{measure.title}: {measure.purpose}"
    reason = MeasureEndReason(measure.end_reason).label if measure.end_reason else ""
    return f"{measure.title} sluttede: {measure.end_text or reason}"
