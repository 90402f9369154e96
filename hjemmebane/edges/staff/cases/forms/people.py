"""Persons around the child: finding, adding and changing them, in as few fields as possible."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from hjemmebane import clock
from hjemmebane.domain.people import KIN_WORDS, PARENT_KINDS
from hjemmebane.edges.staff.cases.forms.fields import day, line, version_mark
from hjemmebane.edges.staff.people.words import LANGUAGES
from hjemmebane.records.cases.actions import NewHome, NewPerson
from hjemmebane.records.people.actions import PersonFacts
from hjemmebane.ui.forms import Chips, ManyChips, Segments, offer

CUSTODY = [("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke endnu")]
KINDS = [(kind.value, words.capitalize()) for kind, words in KIN_WORDS.items()]
NAME_MAX, SHARE_MAX, STREET_MAX, PHONE_MAX = 120, 40, 120, 30
NAME_NEEDED = "Skriv både fornavn og efternavn."


def short(label: str, most: int, *, help_text: str = "", required: bool = False) -> forms.CharField:
    """Return a short text that may be left empty."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def kind_field() -> forms.ChoiceField:
    """Return the choice of what somebody is to the child."""
    wrong = "Vælg, hvad personen er for barnet."
    return forms.ChoiceField(
        label="Hvad er personen for barnet?",
        choices=KINDS,
        widget=Chips,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


class FindPersonForm(forms.Form):
    """A name or a whole number; it is sent, never put in an address."""

    q = forms.CharField(
        label="Navn eller personnummer",
        max_length=120,
        help_text="Et helt personnummer finder alle i registeret. Et navn finder dem, du har med.",
    )


class FactsForm(forms.Form):
    """How to reach a person, what they need, and what is protected."""

    phone = short("Telefon", PHONE_MAX)
    email = forms.EmailField(label="Mail", required=False)
    language = forms.ChoiceField(label="Sprog", choices=LANGUAGES, required=False)
    needs_interpreter = forms.BooleanField(label="Har brug for tolk", required=False)
    companion = short("Bisidder", NAME_MAX)
    representative = short("Partsrepræsentant", NAME_MAX)
    has_protected_name = forms.BooleanField(label="Navnet er beskyttet", required=False)
    has_protected_address = forms.BooleanField(label="Adressen er beskyttet", required=False)

    MORE: ClassVar[tuple[str, ...]] = (
        *("language", "needs_interpreter", "companion", "representative"),
        *("has_protected_name", "has_protected_address"),
    )

    def facts(self) -> PersonFacts:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        values = {key: data[key] for key in PersonFacts.__slots__}
        return PersonFacts(**{**values, "language": values["language"] or "da"})

    def main(self) -> list[forms.BoundField]:
        """Return the fields that are nearly always filled in."""
        return [field for field in self.visible_fields() if field.name not in self.more_names()]

    def more(self) -> list[forms.BoundField]:
        """Return the fields that seldom are; the page folds them."""
        return [field for field in self.visible_fields() if field.name in self.more_names()]

    def more_names(self) -> tuple[str, ...]:
        """Return the names of the folded fields; none is folded that has something wrong."""
        return tuple(name for name in self.MORE if name not in self.errors)


class AddPersonForm(FactsForm):
    """A person around the child: who, what to the child, custody, where they live."""

    given_name = short("Fornavn", NAME_MAX)
    family_name = short("Efternavn", NAME_MAX)
    cpr = short("Personnummer", 11, help_text="Fødselsdagen læses af nummeret.")
    born_on = day("Født", required=False)
    kind = kind_field()
    custody = forms.ChoiceField(
        label="Har personen forældremyndighed?",
        choices=CUSTODY,
        widget=Segments,
        required=False,
        help_text="Spørges om forældre. Har andre end forældre den, så svar ja.",
    )
    homes = forms.MultipleChoiceField(
        label="Bor i et af familiens hjem", widget=ManyChips, required=False
    )
    street = short("Bor et andet sted: vej og nummer", STREET_MAX)
    postal_code = short("Postnummer", 10)
    town = short("By", 60)
    child_share = short(
        "Barnet bor der også", SHARE_MAX, help_text="Fx hele tiden, eller 5 af 14 dage."
    )
    siblings = forms.MultipleChoiceField(
        label="Det samme gælder for", widget=ManyChips, required=False
    )
    is_another = forms.BooleanField(
        label="Det er en anden end den, der står i registeret", required=False
    )
    custody_from = day(
        "Forældremyndighed fra", required=False, help_text="Tomt er fra barnets fødsel."
    )
    share = short("Personen bor der selv", SHARE_MAX, help_text="Tomt er hele tiden.")
    who = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    MORE = ("custody_from", "share", "email", *FactsForm.MORE)
    NEW_ONLY = ("given_name", "family_name", "cpr", "born_on", "is_another")
    field_order = (
        *("who", "given_name", "family_name", "cpr", "born_on", "is_another", "kind", "custody"),
        *("homes", "street", "postal_code", "town", "child_share", "phone", "email", "siblings"),
    )

    def __init__(
        self,
        *args: Any,
        is_new: bool,
        homes: Iterable[tuple[str, str]],
        siblings: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.is_new = is_new
        offered = {"homes": list(homes), "siblings": list(siblings)}
        offer(self, **offered)
        for name, choices in offered.items():
            if not choices:
                del self.fields[name]
        if not self.is_bound:
            del self.fields["is_another"]
        for name in ("given_name", "family_name") if is_new else ():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = NAME_NEEDED
        for name in () if is_new else (*self.NEW_ONLY, *FactsForm.base_fields):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Ask for custody where somebody is a parent, and for the street of a home."""
        data = super().clean() or {}
        is_parent = data.get("kind") in PARENT_KINDS
        if is_parent and not data.get("custody") and "custody" not in self.errors:
            self.add_error("custody", "Svar ja eller nej, eller at I ikke ved det endnu.")
        if (data.get("postal_code") or data.get("town")) and not data.get("street"):
            self.add_error("street", "Skriv vej og nummer.")
        return data

    def new_person(self) -> NewPerson:
        """Return who is written for the first time."""
        data = self.cleaned_data
        return NewPerson(
            data["given_name"],
            data["family_name"],
            data["born_on"],
            data["cpr"],
            data.get("is_another", False),
        )

    def new_home(self) -> NewHome | None:
        """Return the home that is written for the first time, if there is one."""
        data = self.cleaned_data
        if not data["street"]:
            return None
        return NewHome(data["street"], data["postal_code"], data["town"])


class ChangePersonForm(FactsForm):
    """What is written of a person: name, contact facts, needs, protection."""

    version = version_mark()
    given_name = line("Fornavn")
    family_name = line("Efternavn")
    field_order = ("version", "given_name", "family_name", "phone", "email")

    def __init__(self, *args: Any, is_name_hidden: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_name_hidden:
            del self.fields["given_name"], self.fields["family_name"]

    def names(self) -> tuple[str, str] | None:
        """Return the two names, or None where they are protected and so not shown."""
        data = self.cleaned_data
        return (data["given_name"], data["family_name"]) if "given_name" in data else None


class RelationForm(forms.Form):
    """What somebody is to the child, and since when."""

    kind = kind_field()
    from_on = day(
        "Fra", required=False, help_text="Tomt, hvis det, der stod før, var skrevet forkert."
    )


class GiveCustodyForm(forms.Form):
    """From when somebody holds custody."""

    from_on = day("Fra", required=False, help_text="Tomt er fra barnets fødsel.")


class LastDayForm(forms.Form):
    """The last day of something."""

    on = day("Sidste dag")


class EndPersonForm(LastDayForm):
    """The last day as a party, and whether the person leaves the family too."""

    leaves_family = forms.BooleanField(label="Hører heller ikke til familien mere", required=False)


class HomesForm(forms.Form):
    """How much of the time a person lives in each of the family's homes; empty is not at all."""

    from_on = day("Fra")
    street = short("Bor også et andet sted: vej og nummer", STREET_MAX)
    postal_code = short("Postnummer", 10)
    town = short("By", 60)
    share = short("Hvor meget bor personen der?", SHARE_MAX, help_text="Tomt er hele tiden.")

    def __init__(self, *args: Any, homes: list[tuple[str, str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.home_ids = [home_id for home_id, _, _ in homes]
        for place, (_, label, share) in enumerate(homes):
            self.fields[f"home_{place}"] = forms.CharField(
                label=f"{label}, hvor meget?",
                max_length=SHARE_MAX,
                required=False,
                initial=share,
                help_text="Fx hele tiden, eller 9 af 14 dage. Tomt er slet ikke.",
            )
        self.order_fields([*(f"home_{place}" for place in range(len(homes))), "from_on"])
        self.fields["from_on"].initial = clock.today()

    def shares(self) -> dict[str, str]:
        """Return how much of the time is spent in each home, by the home's public id."""
        return {
            home_id: self.cleaned_data[f"home_{place}"].strip()
            for place, home_id in enumerate(self.home_ids)
        }

    def new_home(self) -> NewHome | None:
        """Return the home that is written for the first time, if there is one."""
        data = self.cleaned_data
        if not data["street"]:
            return None
        return NewHome(data["street"], data["postal_code"], data["town"])
