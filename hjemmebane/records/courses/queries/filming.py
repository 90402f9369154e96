"""Who has said yes to be filmed."""

from datetime import date

from hjemmebane.domain.people import ConsentKind
from hjemmebane.records.courses.models import Course
from hjemmebane.records.people.models import Consent


def film_yes(course: Course, day: date) -> set[int]:
    """Return the ids of the persons about whom a yes to filming holds on a day."""
    rows = Consent.objects.filter(
        dossier_id=course.dossier_id,
        kind=ConsentKind.FILM,
        withdrawn_at__isnull=True,
        given_on__lte=day,
        until_on__gte=day,
    )
    return set(rows.values_list("about_id", flat=True))
