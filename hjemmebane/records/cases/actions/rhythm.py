"""A case's own rhythm: how often it is followed up, why, and with whom that was weighed."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.arithmetic import is_ever_longer
from hjemmebane.domain.calendar import Length, Unit
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import MOST_WEEKS
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, refuse_twin
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.guards import require_case_work, require_day, require_short
from hjemmebane.records.cases.models import Case, FollowUpRhythm


@dataclass(frozen=True, slots=True)
class RhythmText:
    """How often, and the three things it is weighed by."""

    every_weeks: int
    weight_words: str
    challenge_words: str = ""
    contact_words: str = ""


@action("follow_up.choose_rhythm")
def choose_rhythm(
    *, by: Actor, case: Case, text: RhythmText, sparred_with: User, sparred_on: date
) -> FollowUpRhythm:
    """Choose how often a case is followed up; what was chosen before stays.

    Raises Refused `rhythm_reason_missing`, `rhythm_off_the_scale`, `sparred_alone`, and
    `longer_than_own_rule` where the municipality holds a shorter interval as a fast rule.
    """
    name = "follow_up.choose_rhythm"
    require_case_work(name, case, by)
    require_short(name, text.weight_words, text.challenge_words, text.contact_words)
    require_day(name, sparred_on, case.child)
    if not text.weight_words.strip():
        raise Refused(name, "rhythm_reason_missing")
    if not 1 <= text.every_weeks <= MOST_WEEKS:
        raise Refused(name, "rhythm_off_the_scale")
    if isinstance(by, User) and sparred_with.pk == by.pk:
        raise Refused(name, "sparred_alone")
    if _is_longer_than_own_rule(text.every_weeks):
        raise Refused(name, "longer_than_own_rule")
    chosen = {
        "every_weeks": text.every_weeks,
        "weight_words": text.weight_words,
        "challenge_words": text.challenge_words,
        "contact_words": text.contact_words,
        "sparred_with": sparred_with,
        "sparred_on": sparred_on,
    }
    refuse_twin(name, FollowUpRhythm.objects.filter(case=case, **chosen))
    row = FollowUpRhythm.objects.create(
        case=case,
        **chosen,
        chosen_by=by if isinstance(by, User) else None,
        chosen_at=clock.now(),
    )
    facts = {"every_weeks": text.every_weeks, "sparred_with": sparred_with.public_id}
    log(by=by, about=row, facts=facts)
    return row


def _is_longer_than_own_rule(weeks: int) -> bool:
    """Return whether a fast rule of the municipality's own asks for a shorter interval.

    A rule stepped down to a standard is for judgement: it keeps its clock but binds no case.
    """
    length, calendar = Length(Unit.WEEKS, weeks), catalogue.current_calendar()
    return any(
        is_ever_longer(length, rule.length, calendar)
        for rule in catalogue.current().rules_started_by(EventKind.FOLLOW_UP_HELD, clock.today())
        if rule.is_local and rule.stage is RuleStage.MANDATORY
    )
