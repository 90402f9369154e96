"""What is free in the demo's services, and a few choices with their reasons."""

from random import Random

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.service_catalogue import ChoiceReason, Need, Problem, TargetGroup
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.cases.actions import choose_service, note_free_places
from hjemmebane.records.cases.queries import assessments_of, cases_list, get_case

CHOICES = 4
NEED = Need(Step.parse("3"), TargetGroup.FAMILY, frozenset({Problem.CONFLICT, Problem.UPBRINGING}))
TAKEN = frozenset({"intensiv-i-hjemmet"})
"""The service where all places are taken, so that the coverage has such a hole to show."""


def fill_services(seed: int) -> int:
    """Note what is free in each service, choose one in a few cases; return how many choices."""
    chance = Random(seed)
    head = staff_with_role(RoleKey.PROVIDER_HEAD).first()
    leader = staff_with_role(RoleKey.TEAM_LEADER).first()
    if head is None or leader is None:
        return 0
    for service in catalogue.current().services_on(clock.today()):
        if service.places is not None:
            free = 0 if service.key in TAKEN else chance.randint(1, max(service.places // 6, 1))
            note_free_places(by=head, service=service, free=free)
    chosen = 0
    for row in cases_list(leader).rows:
        case = get_case(row.public_id, leader)
        if chosen < CHOICES and assessments_of(case, leader):
            reasons = [ChoiceReason.FITS_NEED, list(ChoiceReason)[chosen % 3 + 1]]
            choose_service(
                by=leader,
                case=case,
                service=catalogue.current().service("familiebehandling"),
                need=NEED,
                reasons=reasons,
                text="Valgt på teammødet sammen med rådgiveren.",
            )
            chosen += 1
    return chosen
