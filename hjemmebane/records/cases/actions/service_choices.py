"""Choosing a service for a child's need, and noting what is free."""

from collections.abc import Sequence

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.service_catalogue import ChoiceReason, Need, Service, suggestions
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.guards import require_case_work, require_short
from hjemmebane.records.cases.models import Assessment, Case, ServiceChoice, ServicePlaces
from hjemmebane.records.cases.queries.service_choices import free_places


@action("service.note_free")
def note_free_places(*, by: User, service: Service, free: int) -> ServicePlaces:
    """Note how many places of a service are free now. Raises Refused `places_off`."""
    if service.places is None or not 0 <= free <= service.places:
        raise Refused("service.note_free", "places_off")
    values = {"free": free, "noted_at": clock.now(), "noted_by": by}
    row, _ = ServicePlaces.objects.update_or_create(service_key=service.key, defaults=values)
    log(by=by, about=row, facts={"service": service.key, "free": free})
    return row


@action("service.choose")
def choose_service(
    *,
    by: Actor,
    case: Case,
    service: Service,
    need: Need,
    reasons: Sequence[ChoiceReason],
    text: str = "",
) -> ServiceChoice:
    """Choose a service for a child and say why; a person chooses, the order of a list does not.

    Raises Refused `assessment_missing` (no step is chosen before the whole was looked at),
    `need_missing`, `choice_reason_missing`, `choice_words_missing`.
    """
    name = "service.choose"
    require_case_work(name, case, by)
    require_short(name, text)
    if not Assessment.objects.filter(case=case).exists():
        raise Refused(name, "assessment_missing")
    if need.step is None or need.group is None or not need.problems:
        raise Refused(name, "need_missing")
    if not reasons:
        raise Refused(name, "choice_reason_missing")
    if ChoiceReason.OTHER in reasons and not text.strip():
        raise Refused(name, "choice_words_missing")
    (told,) = suggestions([service], need, free_places())
    row = ServiceChoice.objects.create(
        case=case,
        service_key=service.key,
        service_version=service.version,
        ladder_step=need.step.key,
        group=need.group,
        problems=sorted(need.problems),
        for_it=list(told.for_it),
        against=list(told.against),
        reasons=[reason.value for reason in ChoiceReason if reason in reasons],
        text=text.strip(),
        chosen_on=clock.today(),
        chosen_by=by if isinstance(by, User) else None,
    )
    log(by=by, about=row, facts={"service": service.key, "step": need.step.key})
    return row
