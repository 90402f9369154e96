"""What people around a child are called: the word of the relation that was recorded."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from hjemmebane import clock
from hjemmebane.domain.people import RelationKind, word_for
from hjemmebane.records.people.models import Party, Relation


def related_on_day() -> Q:
    """Return the condition that a relation, dated or not, holds today."""
    today = clock.today()
    begun = Q(from_on__isnull=True) | Q(from_on__lte=today)
    return begun & (Q(to_on__isnull=True) | Q(to_on__gte=today))


def kin_words(children: QuerySet[Party]) -> dict[int, str]:
    """Return by person what they are to any child in the places: “mor”, “far”, “søskende”.

    No name leaves by this; only a card says who it is.
    """
    rows = Relation.objects.filter(related_on_day(), other_id__in=children.values("person_id"))
    kinds: dict[int, list[RelationKind]] = defaultdict(list)
    for person_id, kind in rows.values_list("person_id", "kind"):
        kinds[person_id].append(RelationKind(kind))
    return {person_id: word_for(found) for person_id, found in kinds.items()}
