"""How deadlines were kept, by rule: counted to learn from, in the law's order, never ranked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.calendar import end_of_day, start_of_day
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import state_of
from hjemmebane.records.people.reach import reach_of

COUNTED = (Level.YES, Level.ORDER, Level.NAMES, Level.NUMBERS)


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """One rule over a period; late fulfilment counts as late for good."""

    rule_key: str
    name: str
    law_text: str
    met: int
    met_late: int
    overdue: int
    excepted: int

    @property
    def count(self) -> int:
        """Return how many fell due and should have been met."""
        return self.met + self.met_late + self.overdue


def compliance(user: User, from_on: date, to_on: date, now: datetime) -> list[ComplianceRow]:
    """Return how the obligations due in a period stand, by rule, where the reader may count."""
    rows = Obligation.objects.current().filter(
        reach_of(user).q("dossier", Aspect.CASE_EXISTS, *COUNTED),
        due_at__range=(start_of_day(from_on), end_of_day(to_on)),
    )
    counts: dict[str, Counter[ObligationState]] = {}
    for row in rows.iterator(chunk_size=2_000):
        counts.setdefault(row.rule_key, Counter())[state_of(row, now)] += 1
    newest = {rule.key: rule for rule in catalogue.current().rules}
    return [
        ComplianceRow(
            rule_key=key,
            name=rule.name,
            law_text=rule.law_text,
            met=counts[key][ObligationState.MET],
            met_late=counts[key][ObligationState.MET_LATE],
            overdue=counts[key][ObligationState.OVERDUE],
            excepted=counts[key][ObligationState.EXCEPTED],
        )
        for key, rule in newest.items()
        if key in counts
    ]
