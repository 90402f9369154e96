"""The API for other systems: what it does when it is spoken to as agreed."""

import pytest

from hjemmebane.records.access.models import AuditLine, LookupPerson, LookupRequest
from hjemmebane.records.cases.models import Case, CaseStatusChange
from hjemmebane.records.people.models import Person
from tests.cast import World
from tests.edges.api_story import Caller, a_caller, a_case, a_child


@pytest.fixture
def caller(world: World) -> Caller:
    return a_caller(world, "nord")


def test_a_case_is_opened_with_person_role_and_first_status_in_one_call(
    world: World, caller: Caller
) -> None:
    persons = [
        a_child(cpr="0444180000"),
        {"role": "custody_parent", "given_name": "Mor", "family_name": "Zalma"},
    ]
    answer = caller.post("/cases", a_case(world, persons=persons, status="screening"))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["status"], told["child"]["name"]) == ("screening", "Alma Zalma")
    assert told["adviser"]["name"] == "Anna Lund"
    case = Case.objects.get(public_id=told["id"])
    roles = set(case.dossier.parties.values_list("role", flat=True))
    assert roles == {"child", "custody_parent"}
    steps = CaseStatusChange.objects.filter(case=case).order_by("pk")
    assert list(steps.values_list("status", flat=True)) == ["received", "screening"]
    read = caller.get(f"/cases/{told['id']}").json()
    assert {key: read[key] for key in told} == told


def test_a_case_is_read_with_its_persons_and_its_history(world: World, caller: Caller) -> None:
    made = caller.post("/cases", a_case(world)).json()
    answer = caller.get(f"/cases/{made['id']}")
    told = answer.json()
    assert [(one["name"], one["role"]) for one in told["persons"]] == [("Alma Zalma", "child")]
    assert [one["status"] for one in told["history"]] == ["received"]
    assert answer["ETag"] == f'"{told["version"]}"'


def test_a_list_is_paged_to_its_end_without_a_gap_or_a_double(world: World, caller: Caller) -> None:
    for number in range(5):
        child = a_child(given_name=f"Barn{number}")
        caller.post("/cases", a_case(world, persons=[child]))
    for sort in ("next_due", "opened", "-opened"):
        seen, after = [], {}
        while True:
            page = caller.get("/cases", sort=sort, limit=2, **after).json()
            seen += [one["id"] for one in page["cases"]]
            if page["next"] is None:
                break
            after = {"after": page["next"]}
        assert len(seen) == len(set(seen)) == 5


def test_a_list_is_narrowed_by_status_adviser_team_and_days(world: World, caller: Caller) -> None:
    caller.post("/cases", a_case(world, status="screening"))
    other = a_case(world, persons=[a_child(given_name="Bo")], adviser_id=str(world.bo.public_id))
    caller.post("/cases", other)

    def names(**query: str) -> set[str]:
        return {one["child"]["name"] for one in caller.get("/cases", **query).json()["cases"]}

    assert names(status="screening") == {"Alma Zalma"}
    assert names(status=["screening", "received"]) == {"Alma Zalma", "Bo Zalma"}
    assert names(adviser_id=str(world.bo.public_id)) == {"Bo Zalma"}
    assert names(team_id=str(world.teams["nord"].public_id)) == {"Alma Zalma", "Bo Zalma"}
    assert names(team_id=str(world.teams["syd"].public_id)) == set()
    assert names(opened_since="2026-11-25") == set()
    assert names(opened_since="2026-11-24") == {"Alma Zalma", "Bo Zalma"}
    assert names(due_before="2026-11-25") == set()
    assert names(due_before="2027-11-25") == {"Alma Zalma", "Bo Zalma"}


def test_a_registered_person_is_found_by_number_and_may_get_a_case(
    world: World, caller: Caller
) -> None:
    body = {"given_name": "Asger", "family_name": "Ny", "born_on": "2018-04-05"}
    made = caller.post("/persons", {**body, "cpr": "0544180001"})
    assert made.status_code == 201, made.content
    found = caller.post("/persons/search/number", {"cpr": "054418-0001"}).json()["persons"]
    assert [one["id"] for one in found] == [made.json()["id"]]
    known = [{"role": "child", "id": made.json()["id"]}]
    opened = caller.post("/cases", a_case(world, persons=known))
    assert opened.json()["child"]["name"] == "Asger Ny"
    assert Person.objects.filter(given_name="Asger").count() == 1


def test_names_are_found_by_the_beginning_of_each_part(world: World, caller: Caller) -> None:
    caller.post("/cases", a_case(world))

    def found(text: str) -> list[str]:
        answer = caller.post("/persons/search/name", {"name": text})
        return [one["name"] for one in answer.json()["persons"]]

    assert found("al") == found("zal") == found("alm zalm") == ["Alma Zalma"]
    assert found("lma") == found("alma zx") == []


def test_everybody_in_an_answer_is_a_look_up_of_the_account(world: World, caller: Caller) -> None:
    made = caller.post("/cases", a_case(world)).json()
    child = Person.objects.get(given_name="Alma").pk
    for call in (
        lambda: caller.get("/cases"),
        lambda: caller.get(f"/cases/{made['id']}"),
        lambda: caller.post("/persons/search/name", {"name": "alma"}),
    ):
        before = LookupPerson.objects.count()
        assert call().status_code == 200
        rows = LookupPerson.objects.order_by("pk")[before:]
        assert {row.person_id for row in rows} == {child}
    last = LookupRequest.objects.latest("pk")
    assert (last.user, last.role, last.unit_name) == (
        caller.account.user,
        "Andet system: Fagsystemet",
        "Familieafdelingen",
    )


def test_a_write_names_the_account_in_the_audit_log(world: World, caller: Caller) -> None:
    caller.post("/cases", a_case(world))
    line = AuditLine.objects.filter(action="case.open_whole").get()
    assert line.by_id == caller.account.user_id


def test_the_same_key_and_body_get_the_same_answer_and_one_case(
    world: World, caller: Caller
) -> None:
    body = a_case(world)
    first = caller.post("/cases", body, key="noegle-0001")
    again = caller.post("/cases", body, key="noegle-0001")
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1
    other = caller.post("/cases", a_case(world, weight="heavy"), key="noegle-0001")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
