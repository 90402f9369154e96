"""Rules made up for the domain's own tests; the real ones stand in the catalogue."""

from dataclasses import replace
from datetime import date

from hjemmebane.domain.calendar import Length, Unit
from hjemmebane.domain.deadlines import DeadlineRule, RuleStage, SourceStatus
from hjemmebane.domain.event_kinds import EventKind, SubjectKind
from hjemmebane.domain.regime import Regime

FIRST_FOLLOW_UP = DeadlineRule(
    key="F3",
    version=1,
    name="Første opfølgning",
    title="Første opfølgning senest 3 måneder efter, at indsatsen er begyndt",
    regime=Regime.BARNETS_LOV,
    law="Barnets lov",
    paragraph="§ 95, stk. 2",
    source="Barnets lov § 95",
    source_status=SourceStatus.VERIFIED,
    valid_from=date(2024, 1, 1),
    valid_to=None,
    trigger=EventKind.MEASURE_STARTED,
    or_earlier=EventKind.ASSESSMENT_FINISHED,
    length=Length(Unit.MONTHS, 3),
    satisfied_by=EventKind.FOLLOW_UP_HELD,
    closes="En formel opfølgning.",
    exceptions=(),
    warn_days=14,
    subject=SubjectKind.MEASURE,
    is_local=False,
    beside=(),
    profile=None,
    requires_next=True,
    soft_limit=None,
    stage=RuleStage.MANDATORY,
    paper_route="Gå tre måneder frem.",
    owner="Faglig ledelse",
    reviewed_on=date(2026, 9, 1),
    next_review_on=date(2027, 3, 1),
)
CHOSEN_FOLLOW_UP = replace(
    FIRST_FOLLOW_UP,
    key="F4",
    name="Opfølgning",
    paragraph="§ 95, stk. 3",
    trigger=EventKind.FOLLOW_UP_HELD,
    or_earlier=None,
    length=Length(Unit.CASE),
    soft_limit=Length(Unit.MONTHS, 6),
)
LOCAL_FOLLOW_UP = replace(
    CHOSEN_FOLLOW_UP,
    key="H-F4",
    name="Opfølgning, egen regel",
    regime=None,
    law="Herning: egen regel",
    paragraph="",
    length=Length(Unit.MONTHS, 3),
    soft_limit=None,
    is_local=True,
    beside=("F4",),
    profile="herning-2020",
)
CLOCK = replace(
    FIRST_FOLLOW_UP,
    key="U1",
    name="Vurder underretning",
    trigger=EventKind.NOTIFICATION_RECEIVED,
    or_earlier=None,
    length=Length(Unit.HOURS, 24),
    warn_days=1,
)
RECEIPT = replace(CLOCK, key="U2", length=Length(Unit.HVERDAGE, 6), warn_days=2)
