"""A new version of a rule: what runs is kept, reckoned anew or asked about, and nothing is lost."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.catalogue.files import REPOSITORY
from hjemmebane.catalogue.lock import LOCK
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.agenda.models import Obligation
from tests.cast import World, signed_in

OWN = "profiles/lindeborg.toml"
HELD_ON, THREE_MONTHS, TWO_MONTHS = date(2026, 10, 12), date(2027, 1, 12), date(2026, 12, 12)
FOLLOW_UP = ("follow_up", uuid.UUID(int=7))
Publish = Callable[[str], None]


@pytest.fixture
def new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publish]:
    """Return what puts a second version of Lindeborg's own rule in force: two months, not three."""

    def publish(do: str) -> None:
        folder = tmp_path / "catalogue"
        shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns(LOCK))
        text = (folder / OWN).read_text("utf-8")
        head, rule = text.split("[[rule]]", 1)
        first = rule.replace("valid_from =", "valid_to = 2026-10-31\nvalid_from =", 1)
        fresh = rule.split("[[rule.example]]", 1)[0].replace(
            "version = 1", f'version = 2\non_running = {{ do = "{do}", why = "Hver anden måned." }}'
        )
        fresh = fresh.replace("count = 3,", "count = 2,").replace(
            "valid_from = 2021-01-01", "valid_from = 2026-11-01"
        )
        (folder / OWN).write_text(f"{head}[[rule]]{first}\n[[rule]]{fresh}{EXAMPLES}", "utf-8")
        monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", str(folder))
        catalogue.current.cache_clear()

    yield publish
    monkeypatch.undo()
    catalogue.current.cache_clear()


EXAMPLES = "".join(
    f"""
  [[rule.example]]
  says = "{says}"
  moments = {{ follow_up_held = 2026-11-12 }}
  now = {now}
  due = 2027-01-12
  state = "{state}"
"""
    for says, now, state in (
        ("Dagen før", "2027-01-11", "due_soon"),
        ("På dagen", "2027-01-12", "due_soon"),
        ("Dagen efter", "2027-01-13", "overdue"),
        ("Alle indsatser sluttede", "2027-01-13", "not_applicable"),
    )
).replace(
    'now = 2027-01-13\n  due = 2027-01-12\n  state = "not_applicable"',
    'exception = { kind = "measures_ended", at = 2026-12-01T10:00:00+01:00 }\n'
    '  now = 2027-01-13\n  due = 2027-01-12\n  state = "not_applicable"',
)


def running(world: World) -> Obligation:
    return actions.start_obligation(
        by=SYSTEM,
        dossier=world.dossiers["selma_case"],
        rule_key="L-F4",
        trigger_at=clock.moment(HELD_ON),
        about=FOLLOW_UP,
    )


def now_standing(row: Obligation) -> tuple[int, date, int]:
    found = Obligation.objects.unsettled().get(dossier=row.dossier, rule_key=row.rule_key)
    return found.rule_version, local_day(found.due_at), found.generation


def unit_of(world: World):
    return world.dossiers["selma_case"].unit


def test_what_runs_is_kept_where_the_new_version_says_keep(world, new_version) -> None:
    row = running(world)
    new_version("keep")
    assert actions.adopt_new_versions(by=SYSTEM, unit=unit_of(world)) == 0
    assert now_standing(row) == (1, THREE_MONTHS, 1)
    assert queries.version_questions(world.camilla, clock.now(), clock.today()) == ()


def test_what_runs_is_reckoned_anew_once_and_the_old_row_stays(world, new_version) -> None:
    row = running(world)
    new_version("re-reckon")
    assert actions.adopt_new_versions(by=SYSTEM, unit=unit_of(world)) == 1
    assert now_standing(row) == (2, TWO_MONTHS, 2)
    old = Obligation.objects.get(pk=row.pk)
    assert (old.rule_version, local_day(old.due_at)) == (1, THREE_MONTHS)
    assert actions.adopt_new_versions(by=SYSTEM, unit=unit_of(world)) == 0
    line = AuditLine.objects.filter(action="obligation.supersede").latest("pk")
    assert line.reason == "Hver anden måned."


def test_what_is_met_is_history_and_no_version_touches_it(world, new_version) -> None:
    row = running(world)
    dossier = world.dossiers["selma_case"]
    held = clock.moment(date(2026, 11, 20))
    actions.satisfy(by=SYSTEM, dossier=dossier, rule_keys=["L-F4"], at=held, with_=FOLLOW_UP)
    new_version("re-reckon")
    assert actions.adopt_new_versions(by=SYSTEM, unit=unit_of(world)) == 0
    assert Obligation.objects.get(pk=row.pk).superseded_by_id is None


def test_a_leader_is_asked_and_lets_one_follow_and_one_stay(world, new_version) -> None:
    row = running(world)
    new_version("ask")
    assert actions.adopt_new_versions(by=SYSTEM, unit=unit_of(world)) == 0
    [question] = queries.version_questions(world.camilla, clock.now(), clock.today())
    [asked] = question.rows
    assert (question.why, asked.would_be.on) == ("Hver anden måned.", TWO_MONTHS)
    given = {"by": world.camilla, "rule": question.rule, "obligations": [row]}
    assert actions.choose_version(adopt=False, **given) == 1
    assert now_standing(row) == (1, THREE_MONTHS, 1)
    assert queries.version_questions(world.camilla, clock.now(), clock.today()) == ()


def test_the_page_shows_both_days_and_the_choice_moves_the_deadline(world, new_version) -> None:
    row = running(world)
    new_version("ask")
    client = signed_in(world.camilla)
    page = BeautifulSoup(client.get(reverse("staff:rule_versions")).content, "html.parser")
    words = page.get_text(" ", strip=True)
    assert "Selma" in words
    assert "12. januar 2027" in words
    assert "12. december 2026" in words
    url = reverse("staff:rule_version_choose", args=["L-F4"])
    refused = client.post(url, {"choice": "adopt"})
    assert refused.status_code == 422
    assert "Sæt kryds ved de frister, det gælder." in refused.content.decode()
    answer = client.post(url, {"choice": "adopt", "obligations": [str(row.public_id)]})
    assert answer.status_code == 303
    assert now_standing(row) == (2, TWO_MONTHS, 2)


def test_who_does_not_lead_is_not_asked_and_others_deadlines_cannot_be_moved(
    world, new_version
) -> None:
    row = running(world)
    new_version("ask")
    url = reverse("staff:rule_version_choose", args=["L-F4"])
    sent = {"choice": "adopt", "obligations": [str(row.public_id), "' OR 1=1"]}
    for who in (world.anna, world.erik, world.dorte):
        assert signed_in(who).post(url, sent).status_code == 404
    assert signed_in(world.gry).post(url, sent).status_code == 422
    assert now_standing(row) == (1, THREE_MONTHS, 1)


def test_choosing_for_nothing_is_refused(world, new_version) -> None:
    new_version("ask")
    rule = catalogue.current().rule("L-F4", 2)
    with pytest.raises(Refused, match="nothing_chosen"):
        actions.choose_version(by=world.camilla, rule=rule, obligations=[], adopt=True)
