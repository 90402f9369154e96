"""What the pages of services share."""

from hjemmebane import clock
from hjemmebane.catalogue import NotInCatalogueError, current
from hjemmebane.domain.ladder import Rung, Step
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.service_catalogue import Service


def steps_in_use() -> list[Step]:
    """Return the six steps and the municipality's own, lowest first."""
    own = current().profile.sub_steps
    return sorted(Step.parse(key) for key in {*(rung.value for rung in Rung), *own})


def service_of(key: str) -> Service:
    """Return a service of today; raise NotVisible otherwise."""
    try:
        found = current().service(key)
    except NotInCatalogueError as missing:
        raise NotVisible("service", key) from missing
    if found not in current().services_on(clock.today()):
        raise NotVisible("service", key)
    return found
