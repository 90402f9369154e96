"""Personer om barnet: who is around the child of a case, and finding and adding somebody."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane.domain.intake import ConcernSource
from hjemmebane.domain.people import PartyRole, RelationKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.cases.forms.people import AddPersonForm, FindPersonForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    concern_of,
    crumbs,
    day_errors,
    reader,
)
from hjemmebane.edges.staff.people.words import LANGUAGES, PLACES
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.actions import PersonFacts
from hjemmebane.records.people.queries import (
    ChildAround,
    FamilyHome,
    PersonAround,
    PersonCard,
    around_child,
    find_in_authority,
    found_person,
    home_of_family,
    person_card,
    search_names,
)
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.rows import Action
from hjemmebane.ui.words import long_date

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case
    from hjemmebane.records.people.models import Person

TITLE = "Personer om barnet"
SALT, HOUR = "person-to-add", 3600
STEPS = (
    ("case.change_person", "case_person", "Ret"),
    ("case.set_relation", "case_person_relation", "Slægtskab"),
    ("case.give_custody", "case_person_custody", "Forældremyndighed"),
    ("case.set_homes", "case_person_homes", "Bolig"),
    ("case.end_person", "case_person_end", "Udgår"),
)
NOT_FOR_CHILD = frozenset({"case_person_relation", "case_person_custody", "case_person_end"})

NOT_FOR_SIBLING = frozenset({"case_person_custody"})


def around(case: "Case", user: "User") -> ChildAround:
    """Return everyone around the child of a case that was fetched by right."""
    return around_child(case.dossier, case.child, case.family, user)


def people_url(case: "Case") -> str:
    """Return the address of a case's people."""
    return reverse("staff:case_people", args=[case.public_id])


@staff_door
@require_safe
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who is around the child: relation, custody, homes, how to reach them."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    found = around(case, user)
    can_work = queries.may_work_on(case, user) and case.closed_at is None
    find_url = reverse("staff:case_person_find", args=[public_id])
    can_add = can_work and may(user, "case.add_person")
    context = {
        "title": TITLE,
        "crumbs": crumbs(case, user, TITLE),
        "rows": [_line(row, case, user, can_work=can_work) for row in found.rows],
        "homes": found.homes,
        "is_custody_missing": found.is_custody_missing,
        "actions": [Action("Tilføj en person", find_url, "primary")] if can_add else [],
    }
    return render(request, "staff/cases/people.html", context)


def _line(row: PersonAround, case: "Case", user: "User", *, can_work: bool) -> dict[str, Any]:
    """Return one person in ready words, with what can be done."""
    is_child = row.role == PartyRole.CHILD
    args = [case.public_id, row.card.public_id]
    steps = [
        (words, reverse(f"staff:{name}", args=args))
        for right, name, words in STEPS
        if can_work and may(user, right) and name not in _not_for(row)
    ]
    return {
        "name": str(row.card.name),
        "href": reverse("staff:person", args=[row.card.public_id]),
        "what": "barnet" if is_child else row.kin or PLACES[PartyRole(row.role)],
        "facts": [(label, words) for label, words in _facts(row) if words],
        "steps": steps,
        "is_protected": row.card.is_protected,
    }


def _not_for(row: PersonAround) -> frozenset[str]:
    """Return the pages that make no sense for somebody: a child has no custody of a child."""
    if row.role == PartyRole.CHILD:
        return NOT_FOR_CHILD
    return NOT_FOR_SIBLING if row.role == PartyRole.SIBLING else frozenset()


def _facts(row: PersonAround) -> tuple[tuple[str, str], ...]:
    card = row.card
    age = f"{long_date(card.born_on)} ({card.age} år)" if card.born_on else ""
    language = dict(LANGUAGES).get(card.language, card.language)
    needs_ = [language if card.language != "da" else "", "tolk" * card.needs_interpreter]
    lives = [f"{home.label}, {home.share}" for home in row.homes]
    is_child = row.role == PartyRole.CHILD
    return (
        ("Født", age),
        ("Plads i sagen", "" if is_child else f"{PLACES[PartyRole(row.role)]}, {_since(row)}"),
        ("Forældremyndighed", _custody(row)),
        ("Bor", " · ".join(lives)),
        ("Telefon", row.phone),
        ("Mail", row.email),
        ("Sprog", ", ".join(word for word in needs_ if word)),
        ("Bisidder", card.companion),
        ("Partsrepræsentant", row.representative),
    )


def _since(row: PersonAround) -> str:
    return f"siden {long_date(row.since)}"


def _custody(row: PersonAround) -> str:
    if row.custody_from is None:
        return ""
    until = f", til og med {long_date(row.custody_to)}" if row.custody_to else ""
    return f"siden {long_date(row.custody_from)}{until}"


@staff_door
@needs("case.add_person")
@require_http_methods(READ_OR_SEND)
def find(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Find somebody in the register by name within reach or by the whole number, or go on new."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = FindPersonForm(request.POST or None)
    context: dict[str, Any] = {
        "title": "Find personen",
        "crumbs": crumbs(case, user, "Find personen"),
        "form": form,
        "back": people_url(case),
        "add_url": reverse("staff:case_person_add", args=[public_id]),
        "beside": told(case, user),
    }
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["q"]
        here = {row.card.public_id for row in around(case, user).rows}
        matches = _search(text, user)
        cards = [card for card in matches if card.public_id not in here]
        context |= {
            "is_done": True,
            "found": [(card, _token(card, case, user)) for card in cards],
            "typed": text,
            "is_here": len(cards) < len(matches),
        }
    return form_page(request, "staff/cases/person_find.html", context, form)


def _search(text: str, user: "User") -> list[PersonCard]:
    if any(sign.isdigit() for sign in text):
        card = find_in_authority(text, user)
        return [card] if card else []
    return search_names(text, user)


def told(case: "Case", user: "User") -> tuple[tuple[str, str], ...]:
    """Return what the notification already told: its words, and a parent who notified."""
    try:
        page = queries.concern_behind(case, user)
    except NotVisible:
        return ()
    if page is None:
        return ()
    is_parent = page.row.concern_source == ConcernSource.PARENT
    reporter = ", ".join(word for word in (page.reporter, page.reporter_contact) if word)
    return (*concern_of(case, user), *((("Forælder, der skrev", reporter),) if is_parent else ()))


def _token(card: PersonCard, case: "Case", user: "User") -> str:
    return signing.dumps([card.public_id, str(case.public_id), user.pk], salt=SALT)


def _picked(token: str, case: "Case", user: "User") -> "Person | None":
    """Return the person a search just found for this reader on this case."""
    if not token:
        return None
    try:
        person_id, case_id, user_id = signing.loads(token, salt=SALT, max_age=HOUR)
    except (signing.BadSignature, ValueError) as error:
        raise NotVisible("person") from error
    if (case_id, user_id) != (str(case.public_id), user.pk):
        raise NotVisible("person")
    found = found_person(person_id)
    if found is None:
        raise NotVisible("person")
    return found


@staff_door
@needs("case.add_person")
@require_http_methods(READ_OR_SEND)
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add somebody found in the register, or somebody new, with all they are to the child."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    person = _picked(request.POST.get("who", ""), case, user)
    is_first = request.method != "POST" or request.POST.get("do") in ("pick", "new")
    siblings = {row.public_id: row for row in queries.siblings_cases(case, user)}
    form = AddPersonForm(
        None if is_first else request.POST,
        is_new=person is None,
        homes=[(home.public_id, _home_words(home)) for home in around(case, user).homes],
        siblings=[(key, str(r.child.given_name)) for key, r in siblings.items() if not r.is_closed],
        initial=_known(request, person, case, user),
    )
    if not is_first and form.is_valid():
        outcome = attempt(
            form,
            actions.add_person,
            by=user,
            case=case,
            who=person or form.new_person(),
            around=_around(form, case),
            siblings=[queries.get_case(key, user) for key in form.cleaned_data.get("siblings", [])],
            refused_at=day_errors(
                "custody_from",
                bad_number="cpr",
                number_taken="cpr",
                born_impossible="born_on",
                looks_like_another="is_another",
            ),
        )
        if outcome:
            return done(request, people_url(case), "Personen er skrevet på sagen.")
    card = person_card(person, user, "case") if person else None
    title = f"Tilføj {card.name}" if card else "Tilføj en ny person"
    context = {
        "title": title,
        "crumbs": crumbs(case, user, title),
        "form": form,
        "back": people_url(case),
        "beside": told(case, user) if person is None else (),
    }
    return form_page(request, "staff/cases/person_form.html", context, form)


def _home_words(home: FamilyHome) -> str:
    return f"{home.label}: {home.address}" if isinstance(home.address, str) else home.label


def _known(
    request: HttpRequest, person: "Person | None", case: "Case", user: "User"
) -> dict[str, Any]:
    """Return what is already known: of the person, what was searched for, who notified."""
    if person is not None:
        return {"who": request.POST.get("who", "")}
    typed = request.POST.get("typed", "")[:120].strip()
    if any(sign.isdigit() for sign in typed):
        return {"cpr": typed[:11], "language": "da"}
    values = {"language": "da", **_names(typed)}
    page = dict(told(case, user)).get("Forælder, der skrev", "")
    if not typed and page:
        name, _, contact = page.partition(", ")
        at = "email" if "@" in contact else "phone"
        values |= {**_names(name), at: contact}
    return values


def _names(text: str) -> dict[str, str]:
    given, _, family = text.rpartition(" ")
    return {"given_name": given or family, "family_name": family if given else ""}


def _around(form: AddPersonForm, case: "Case") -> actions.Around:
    data = form.cleaned_data
    return actions.Around(
        kind=RelationKind(data["kind"]),
        has_custody=data["custody"] == "yes",
        custody_from=data["custody_from"],
        homes=[home_of_family(case.family, key) for key in data.get("homes", [])],
        new_home=form.new_home(),
        share=data["share"] or actions.WHOLE_TIME,
        child_share=data["child_share"],
        facts=form.facts() if form.is_new else PersonFacts(),
    )
