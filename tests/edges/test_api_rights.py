"""What an account reaches through the API, and what it never meets."""

import json

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.case_notes import NoteKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.actions import restrict
from hjemmebane.records.access.models import AuditLine, LookupPerson, LookupRequest
from hjemmebane.records.access.service_accounts import make_account, revoke_account
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, CaseNote
from hjemmebane.records.people.actions import protect
from tests.cast import World
from tests.edges.api_story import Caller, a_caller, a_case, a_child
from tests.made_once import made_once
from tests.matrix.world import make_full_world, persons_in

READS = ("/cases", "/cases/counts", "/teams", "/obligations")
SECRET_WORDS = (
    *("zselmafund", "zselmasyn", "zfridasyn", "zselmavurdering", "zselmaskole", "zselmanotat"),
    *("zfridasvar", "zselmahistorie", "zselmaplan", "zselmaformaal", "zfridamaal", "zskjultvej"),
)


@pytest.fixture
def full(db: None, clock_set: None) -> World:
    """Return the world full of canaries."""
    return made_once(make_full_world)


def everything_read(world: World, caller: Caller) -> str:
    """Return all that an account can read, in one text."""
    answers = [caller.get(path) for path in READS]
    for case in Case.objects.order_by("pk"):
        for more in ("", "/notes", "/obligations"):
            answers.append(caller.get(f"/cases/{case.public_id}{more}"))
    for word in ("ze", "zs", "zf", "zi", "zn", "zo", "zv", "zk", "zj", "zl", "selma", "ida"):
        answers.append(caller.post("/persons/search/name", {"name": word}))
    answers.append(caller.post("/persons/search/number", {"cpr": "0245880000"}))
    assert {answer.status_code for answer in answers} <= {200, 404}
    return "\n".join(answer.content.decode() for answer in answers)


def test_the_persons_shown_are_those_looked_up_and_none_of_prevention(full: World) -> None:
    before = LookupPerson.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    said = everything_read(full, a_caller(full, units=("authority",)))
    ids = LookupPerson.objects.filter(pk__gt=before).values_list("person_id", flat=True)
    names = {person.pk: key for key, person in full.persons.items()}
    looked_up = {names[number] for number in ids if number in names}
    assert persons_in(said) <= looked_up
    assert {"selma", "oliver", "frida_holm"} <= persons_in(said)
    assert not persons_in(said) & {"ida_berg", "noah", "karl", "enquirer", "enquired_child"}


def test_no_account_reads_what_a_worker_wrote_about_the_family(full: World) -> None:
    said = everything_read(full, a_caller(full, units=("authority",))).lower()
    assert [word for word in SECRET_WORDS if word in said] == []


def test_an_account_of_another_team_meets_nobody(full: World) -> None:
    said = everything_read(full, a_caller(full, "syd"))
    assert persons_in(said) == set()
    refused = LookupRequest.objects.filter(is_refused=True).latest("pk")
    assert refused.refused_about.startswith("case ")


def test_an_account_never_gets_a_unit_outside_the_authority(world: World) -> None:
    for key in ("prevention", "reception", "school", "provider"):
        with pytest.raises(Refused, match="service_other_register"):
            a_caller(world, units=(key,))
    with pytest.raises(Refused, match="service_other_register"):
        a_caller(world, "nord", units=("prevention",))
    assert world.units["authority"].kind == UnitKind.AUTHORITY


def test_a_restricted_case_is_neither_read_listed_counted_nor_written(world: World) -> None:
    caller = a_caller(world, "nord")
    made = caller.post("/cases", a_case(world)).json()
    case = Case.objects.get(public_id=made["id"])
    restrict(by=SYSTEM, dossier=case.dossier, reason="trusler")
    cases.recount(by=SYSTEM, unit=world.units["authority"])
    assert caller.get(f"/cases/{made['id']}").status_code == 404
    assert caller.get("/cases").json()["cases"] == []
    assert caller.get("/cases/counts").json()["by_status"]["received"] == 0
    note = {"kind": "note", "text": "x", "happened_at": "2026-11-24T08:00:00+01:00"}
    assert caller.post(f"/cases/{made['id']}/notes", note).status_code == 404
    assert caller.post("/persons/search/name", {"name": "alma"}).json()["persons"] == []


def test_a_protected_name_is_a_mask_and_is_not_found_by_name(world: World) -> None:
    caller = a_caller(world, "nord")
    made = caller.post("/cases", a_case(world)).json()
    child = Case.objects.get(public_id=made["id"]).child
    protect(by=SYSTEM, person=child, name=True, address=True)
    told = caller.get(f"/cases/{made['id']}").json()
    assert told["child"] == {
        "id": str(child.public_id),
        "name": "Beskyttet navn",
        "born_on": None,
        "is_protected": True,
    }
    assert "Zalma" not in json.dumps(told)
    assert caller.post("/persons/search/name", {"name": "zalma"}).json()["persons"] == []


def test_a_talk_with_the_child_is_not_among_the_notes_an_account_reads(world: World) -> None:
    caller = a_caller(world, "nord")
    made = caller.post("/cases", a_case(world)).json()
    case = Case.objects.get(public_id=made["id"])
    for kind in (NoteKind.CHILD_TALK, NoteKind.PHONE):
        cases.write_note(
            by=world.anna, case=case, kind=kind, text=f"Z{kind}", happened_at=clock.now()
        )
    notes = caller.get(f"/cases/{made['id']}/notes").json()["notes"]
    assert [note["text"] for note in notes] == ["Zphone"]
    assert CaseNote.objects.visible_to(world.anna).count() == 2
    assert CaseNote.objects.visible_to(world.rune).count() == 1
    assert CaseNote.objects.visible_to(world.erik).count() == 0


def test_a_person_registered_by_one_account_is_found_by_no_other(world: World) -> None:
    one, other = a_caller(world, "nord"), a_caller(world, "nord", name="Et andet")
    body = {"given_name": "Asger", "family_name": "Ny", "cpr": "0544180001"}
    made = one.post("/persons", body).json()
    assert other.post("/persons/search/number", {"cpr": "0544180001"}).json()["persons"] == []
    known = [{"role": "child", "id": made["id"]}]
    assert other.post("/cases", a_case(world, persons=known)).status_code == 404


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        (Scope.CASES_READ, "get", "/cases", None),
        (Scope.CASES_READ, "get", "/teams", None),
        (Scope.CASES_WRITE, "post", "/cases", {}),
        (Scope.COUNTS_READ, "get", "/cases/counts", None),
        (Scope.PERSONS_SEARCH, "post", "/persons/search/name", {"name": "an"}),
        (Scope.PERSONS_SEARCH, "post", "/persons/search/number", {"cpr": "0245880000"}),
        (Scope.PERSONS_WRITE, "post", "/persons", {}),
        (Scope.OBLIGATIONS_READ, "get", "/obligations", None),
    ],
)
def test_an_operation_asks_for_its_own_scope_and_no_other_will_do(
    world: World, scope: Scope, method: str, path: str, body: dict[str, str] | None
) -> None:
    without = a_caller(world, "nord", scopes=tuple(set(Scope) - {scope}))
    answer = without.get(path) if method == "get" else without.post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_scope")
    only = a_caller(world, "nord", scopes=(scope,), name="Kun det")
    answer = only.get(path) if method == "get" else only.post(path, body)
    assert answer.status_code in {200, 422}


def test_a_token_that_is_unknown_expired_or_revoked_opens_nothing(world: World) -> None:
    caller = a_caller(world, "nord")
    assert caller.get("/cases").status_code == 200
    with clock.at(clock.moment(clock.today().replace(year=2027, month=12), 9)):
        assert caller.get("/cases").status_code == 401
    revoke_account(by=SYSTEM, account=caller.account)
    answers = [caller.get("/cases")]
    for token in ("", "x", "hb_0123456789_" + "a" * 43, caller.token[:-1] + "0", "\0"):
        caller.token = token
        answers.append(caller.get("/cases"))
    assert {answer.status_code for answer in answers} == {401}
    assert {answer["WWW-Authenticate"] for answer in answers} == {'Bearer realm="hjemmebane"'}


def test_the_token_is_kept_nowhere(world: World) -> None:
    account, token = make_account(
        by=world.sofie,
        name="Sundhedsplatformen",
        purpose="Læser frister",
        owner_unit=world.units["authority"],
        scopes=[Scope.OBLIGATIONS_READ],
        teams=[world.teams["nord"]],
        days=30,
    )
    secret = token.split("_", 2)[2]
    assert secret not in account.digest + account.prefix
    assert not AuditLine.objects.filter(facts__contains=secret).exists()
    with pytest.raises(Refused, match="not_allowed"):
        make_account(
            by=world.camilla,
            name="x",
            purpose="x",
            owner_unit=world.units["authority"],
            scopes=[Scope.CASES_READ],
            teams=[world.teams["nord"]],
        )


def test_a_person_known_by_number_in_the_authority_gets_the_case_and_no_twin(
    world: World,
) -> None:
    caller = a_caller(world, "nord")
    child = a_child(cpr="0444180000")
    first = caller.post("/cases", a_case(world, persons=[child]))
    again = caller.post("/cases", a_case(world, persons=[child]))
    assert first.status_code == 201
    assert (again.status_code, again.json()["code"]) == (409, "case_already_open")
    assert Case.objects.count() == 1
