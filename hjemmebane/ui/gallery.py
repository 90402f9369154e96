"""Every component in every state, with made-up data: development and demo only."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hjemmebane.ui import gallery_charts, gallery_rows
from hjemmebane.ui.forms import Arrows, Chips, DayInput, ManyChips, Scale, Segments, numbers
from hjemmebane.ui.http import conflict_fields
from hjemmebane.ui.menu import menu


class ExampleForm(forms.Form):
    """One field of each look."""

    name = forms.CharField(label="Navn", max_length=80, help_text="Som familien selv siger det.")
    when = forms.DateField(label="Hvilken dag", widget=DayInput)
    note = forms.CharField(
        label="Kort om besøget", widget=forms.Textarea, required=False, max_length=4000
    )
    unit = forms.ChoiceField(
        label="Enhed", choices=[("a", "Familiehuset"), ("b", "Tidlig Forebyggelse")]
    )
    who = forms.MultipleChoiceField(
        label="Hvem var med",
        widget=ManyChips,
        choices=[("f", "Frida"), ("s", "Selma"), ("v", "Viggo"), ("j", "Jonas")],
        required=False,
    )
    where = forms.ChoiceField(
        label="Hvor",
        widget=Chips,
        choices=[("f", "Hos Frida"), ("j", "Hos Jonas"), ("a", "Andet")],
        help_text="Vælg det, der passer bedst.",
    )
    kind = forms.ChoiceField(
        label="Hvad slags kontakt",
        widget=Segments,
        choices=[("informal", "Uformel kontakt"), ("formal", "Formel opfølgning")],
    )
    goal = forms.ChoiceField(
        label="»Vi kan komme ud ad døren om morgenen uden at råbe«",
        widget=Arrows,
        required=False,
        choices=[("forward", "Fremad"), ("same", "Som før"), ("back", "Svært")],
    )
    answer = forms.ChoiceField(
        label="Fik du noget med, du kan bruge i morgen?", widget=Scale, choices=numbers(0, 10)
    )
    reason = forms.ChoiceField(
        label="Grund", widget=forms.RadioSelect, choices=[("a", "Sygdom"), ("b", "Ferie")]
    )
    is_agreed = forms.BooleanField(label="Familien har sagt ja")


FILLED = {
    "name": "Frida",
    "when": "2026-11-26",
    "who": ["f", "s"],
    "where": "f",
    "kind": "informal",
    "goal": "forward",
    "answer": "7",
    "note": "Selma havde lagt sit tøj frem selv.",
    "unit": "a",
    "reason": "a",
    "is_agreed": "on",
}

MENU = menu(
    [
        ("Min dag", "/ui/"),
        *((label, "#") for label in ("Familier", "Henvendelser", "Sager", "Grupper", "Frister")),
        *((label, "#") for label in ("Rapporter", "Tilbud", "Katalog")),
    ],
    "/ui/",
)


def staff(request: HttpRequest) -> HttpResponse:
    """Show the components of the staff side."""
    faulty = ExampleForm({"name": "", "where": "x"}, prefix="fejl")
    loser = ExampleForm(FILLED, prefix="")
    loser.full_clean()
    stored = {"note": "Viggo blev ked af det ved skoene.", "who": ["f", "v"], "where": "j"}
    context = {
        "menu": MENU,
        "search_url": "#",
        "viewer": {"name": "Anna", "role": "Rådgiver, Team Nord"},
        "form": ExampleForm(initial=FILLED, prefix="ny"),
        "faulty": faulty,
        "conflict": conflict_fields(loser, stored),
        **gallery_rows.staff(),
        **gallery_charts.staff(),
    }
    return render(request, "ui/gallery.html", context)


def family(request: HttpRequest) -> HttpResponse:
    """Show the components of the family's own page."""
    context = {
        "duty_phone": "00 00 00 00",
        "municipality": "Lindeborg Kommune",
        "front_url": "https://example.org/",
        "form": ExampleForm(prefix="familie"),
        **gallery_rows.family(),
        **gallery_charts.family(),
    }
    return render(request, "ui/gallery_family.html", context)
