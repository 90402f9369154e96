"""Status and journal: moved by the work, by hand and through the API; counted as they move."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.case_notes import NoteKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, CaseCount, CaseNote, CaseStatusChange
from tests.cast import World, signed_in
from tests.edges.api_story import Caller, a_caller, a_case, a_child
from tests.records.cases_story import a_measure, screened


@pytest.fixture
def caller(world: World) -> Caller:
    return a_caller(world, "nord")


def kept() -> dict[str, int]:
    rows = CaseCount.objects.exclude(number=0).order_by("pk")
    return dict(rows.values_list("status", "number"))


def test_the_work_itself_moves_the_status_and_keeps_its_history(
    world: World, caller: Caller
) -> None:
    mother = {"role": "custody_parent", "given_name": "Mor", "family_name": "Zalma"}
    made = caller.post("/cases", a_case(world, persons=[a_child(), mother])).json()
    case = screened(world, Case.objects.get(public_id=made["id"]))
    a_measure(world, case)
    steps = CaseStatusChange.objects.filter(case=case).order_by("pk")
    told = list(steps.values_list("status", flat=True))
    assert told[:3] == ["received", "screening", "assessment"]
    assert told[-1] == "help"
    assert kept() == {"help": 1}


def test_status_is_set_on_the_version_read_and_not_on_an_older_one(
    world: World, caller: Caller
) -> None:
    made = caller.post("/cases", a_case(world)).json()
    path, body = f"/cases/{made['id']}/status", {"status": "screening"}
    missing = caller.post(path, body)
    assert (missing.status_code, missing.json()["code"]) == (422, "version_missing")
    first = caller.post(path, {**body, "version": made["version"]})
    assert (first.status_code, first.json()["status"]) == (200, "screening")
    late = caller.post(path, {"status": "assessment"}, **{"If-Match": f'"{made["version"]}"'})
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    assert late.json()["current"] == {"status": "screening", "version": first.json()["version"]}
    assert kept() == {"screening": 1}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("received", "status_same"),
        ("help", "status_needs_measure"),
        ("closed", "status_closes_with_reason"),
    ],
)
def test_the_word_never_says_what_the_record_does_not_hold(
    world: World, caller: Caller, status: str, code: str
) -> None:
    made = caller.post("/cases", a_case(world)).json()
    body = {"status": status, "version": made["version"]}
    answer = caller.post(f"/cases/{made['id']}/status", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert CaseStatusChange.objects.count() == 1


def test_counts_tell_the_cases_of_the_teams_reached_and_the_night_puts_a_wrong_one_right(
    world: World, caller: Caller, free_hand: None
) -> None:
    caller.post("/cases", a_case(world))
    caller.post("/cases", a_case(world, persons=[a_child(given_name="Bo")], status="screening"))
    told = caller.get("/cases/counts").json()
    assert (told["by_status"]["received"], told["by_status"]["screening"]) == (1, 1)
    assert told["as_of"] == clock.now().isoformat()
    assert (
        a_caller(world, "syd", name="Syd").get("/cases/counts").json()["by_status"]["received"] == 0
    )
    CaseCount.objects.filter(status="received").update(number=7)
    assert cases.recount(by=SYSTEM, unit=world.units["authority"]) == 1
    assert kept() == {"received": 1, "screening": 1}
    assert cases.recount(by=SYSTEM, unit=world.units["authority"]) == 0


def test_a_note_says_when_it_happened_and_when_it_was_written(world: World, caller: Caller) -> None:
    made = caller.post("/cases", a_case(world)).json()
    body = {"kind": "phone", "text": "Mor ringede.", "happened_at": "2026-11-23T08:15:00+01:00"}
    told = caller.post(f"/cases/{made['id']}/notes", body).json()
    assert told["happened_at"] == "2026-11-23T08:15:00+01:00"
    assert told["written_at"] == clock.now().isoformat()
    assert told["written_by"] == "Fagsystemet"
    [note] = caller.get(f"/cases/{made['id']}/notes").json()["notes"]
    assert note == told


def test_a_note_is_put_right_for_a_day_and_then_added_to(world: World, caller: Caller) -> None:
    made = caller.post("/cases", a_case(world)).json()
    note = cases.write_note(
        by=world.anna,
        case=Case.objects.get(public_id=made["id"]),
        kind=NoteKind.MEETING,
        text="Aftalt: mandag",
        happened_at=clock.now(),
    )
    right = {"text": "Aftalt: tirsdag", "happened_at": note.happened_at}
    cases.correct_note(by=world.anna, note=note, version=1, **right)
    with pytest.raises(Refused, match="not_allowed"):
        cases.correct_note(by=world.camilla, note=note, version=2, **right)
    with clock.at(clock.now() + timedelta(hours=25)):
        with pytest.raises(Refused, match="note_stands"):
            cases.correct_note(by=world.anna, note=note, version=2, **right)
        cases.add_to_note(by=world.camilla, note=note, text="Flyttet til onsdag")
    [told] = caller.get(f"/cases/{made['id']}/notes").json()["notes"]
    assert told["text"] == "Aftalt: tirsdag"
    assert [one["text"] for one in told["addenda"]] == ["Flyttet til onsdag"]


def test_nothing_is_written_in_a_closed_case_or_ahead_of_time(world: World, caller: Caller) -> None:
    made = caller.post("/cases", a_case(world)).json()
    body = {"kind": "note", "text": "x", "happened_at": "2026-11-25T08:00:00+01:00"}
    ahead = caller.post(f"/cases/{made['id']}/notes", body)
    assert (ahead.status_code, ahead.json()["code"]) == (422, "in_the_future")
    assert CaseNote.objects.count() == 0


@pytest.mark.parametrize("path", ["/cases", "/cases/counts", "/teams", "/obligations"])
def test_a_read_costs_the_same_number_of_queries_however_many_cases_there_are(
    world: World, caller: Caller, path: str
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(path).status_code == 200
        return len(queries)

    caller.post("/cases", a_case(world))
    few = asked()
    for number in range(12):
        caller.post("/cases", a_case(world, persons=[a_child(given_name=f"Barn{number}")]))
    assert asked() == few <= 12


def test_a_case_is_opened_in_few_statements_and_no_savepoint_but_of_what_may_be_there(
    world: World, caller: Caller
) -> None:
    # Notes that the account was used, and begins the counts.
    caller.post("/cases", a_case(world, status="screening"))
    with CaptureQueriesContext(connection) as queries:
        assert caller.post("/cases", a_case(world, status="screening")).status_code == 201
    opened = [query["sql"].split()[0] for query in queries]
    assert len(opened) <= 26
    # The test's own transaction, and one duty that could stand there already.
    assert opened.count("SAVEPOINT") == 2


def test_what_another_system_wrote_stands_on_the_page_of_the_case(
    world: World, caller: Caller
) -> None:
    made = caller.post("/cases", a_case(world)).json()
    body = {"kind": "phone", "text": "Mor ringede.", "happened_at": "2026-11-23T08:15:00+01:00"}
    caller.post(f"/cases/{made['id']}/notes", body)
    page = signed_in(world.anna).get(reverse("staff:case", args=[made["id"]])).content.decode()
    assert "Mor ringede." in page
    assert "af Fagsystemet" in page
    family = Case.objects.get(public_id=made["id"]).family
    line = signed_in(world.anna).get(reverse("staff:family", args=[family.public_id]))
    shown = line.content.decode()
    assert f"/sager/{made['id']}/#journal" in shown
    assert "Telefonsamtale" in shown
    assert "Mor ringede." not in shown
    assert "Modtaget" in page
