"""How often a case is followed up, as it was weighed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane.domain.access import RoleKey
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import members_of_team
from hjemmebane.records.cases.models import Case, FollowUpRhythm

SPARRING_ROLES = frozenset({RoleKey.ADVISER, RoleKey.TEAM_LEADER})


@dataclass(frozen=True, slots=True)
class RhythmRow:
    """One choice of rhythm: how often, why, weighed with whom and when."""

    every_weeks: int
    weight_words: str
    challenge_words: str
    contact_words: str
    sparred_with: str
    sparred_on: date
    chosen_by: str
    chosen_at: datetime

    def next_after(self, day: date) -> date:
        """Return the day the next follow-up falls by this rhythm."""
        return day + timedelta(weeks=self.every_weeks)


def rhythms_of(case: Case, user: User) -> tuple[RhythmRow, ...]:
    """Return the rhythms chosen for a case, the one that counts first."""
    rows = FollowUpRhythm.objects.visible_to(user).filter(case=case)
    found = rows.select_related("sparred_with", "chosen_by").order_by("-chosen_at", "-pk")
    return tuple(
        RhythmRow(
            every_weeks=row.every_weeks,
            weight_words=row.weight_words,
            challenge_words=row.challenge_words,
            contact_words=row.contact_words,
            sparred_with=row.sparred_with.name,
            sparred_on=row.sparred_on,
            chosen_by=row.chosen_by.name if row.chosen_by else "",
            chosen_at=row.chosen_at,
        )
        for row in found
    )


def sparring_partners(case: Case, user: User) -> tuple[tuple[str, str], ...]:
    """Return with whom the rhythm can be weighed: the team's advisers and its leader."""
    team = case.dossier.team
    if team is None:
        return ()
    members = [found for found, role in members_of_team(team) if role in SPARRING_ROLES]
    others = {str(found.public_id): found.name for found in members if found.pk != user.pk}
    return tuple(others.items())
