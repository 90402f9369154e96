"""Who stands around the families: on the Holms' map by name, and on some of the others'."""

import random
from datetime import date
from typing import Any

from hjemmebane.domain.network import Circle, Closeness
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.story_holm import HolmCase
from hjemmebane.edges.jobs.demo.story_people import shifted
from hjemmebane.edges.jobs.demo.texts import general, story
from hjemmebane.edges.jobs.demo.town import Town

DRAWN = 0.6
MOST = 4


def network_person(
    town: Town, dossier: Row, user: str, told_by: Row | None, from_on: date, **told: Any
) -> Row:
    """Write somebody on a network map."""
    return town.book.add(
        "people.NetworkPerson",
        form_token=None,
        dossier_id=dossier["id"],
        told_by_id=told_by["id"] if told_by else None,
        near_id=told["near"]["id"] if told.get("near") else None,
        name=told["name"],
        relation=told["relation"],
        circle=Circle(told.get("circle", Circle.PRIVATE)),
        closeness=Closeness(told["closeness"]),
        support=told.get("support", ""),
        may_be_asked=told.get("may_be_asked", False),
        from_on=from_on,
        to_on=None,
        recorded_by_id=town.users[user]["id"],
    )


def holm_network(told: HolmCase) -> None:
    """Write those around the Holm family, as they were drawn on 9 October."""
    town, holm = told.town, told.holm
    people = {"frida": holm.frida, "jonas": holm.jonas, "selma": holm.selma, "viggo": holm.viggo}
    for read in story()["network"]:
        told_by = people.get(read.get("told_by", ""))
        given = {key: value for key, value in read.items() if key != "told_by"}
        given["near"] = people.get(read.get("near", ""))
        on = shifted(town, date(2026, 10, 9))
        network_person(town, told.selma.dossier, "dorte", told_by, on, **given)


def draw(
    town: Town, rng: random.Random, adults: list[Row], dossier: Row, worker: str, from_on: date
) -> None:
    """Write a map of one to four people for some of the families."""
    if rng.random() > DRAWN:
        return
    for read in rng.sample(general("network"), rng.randint(1, MOST)):
        name, relation, support, closeness = read
        parent = rng.choice(adults)
        network_person(
            town,
            dossier,
            worker,
            parent,
            from_on,
            near=parent,
            name=name,
            relation=relation,
            closeness=closeness,
            support=support,
            may_be_asked=not support,
        )
