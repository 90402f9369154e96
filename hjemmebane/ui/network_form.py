"""The form of the network map, the same for workers and for the family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hjemmebane.domain.network import (
    NAME_MAX,
    RELATION_MAX,
    SUPPORT_MAX,
    Circle,
    Closeness,
    NetworkGiven,
)
from hjemmebane.ui.forms import Chips, Segments, offer
from hjemmebane.ui.intake_forms import MarkField

CIRCLES = [(Circle.PRIVATE, _("Privat")), (Circle.PROFESSIONAL, _("Fagligt"))]
CLOSENESS = [(Closeness.WEEKLY, _("Hver uge")), (Closeness.SELDOM, _("Sjældnere"))]
EVERYBODY: list[tuple[str, Any]] = [("", _("Hele familien"))]


class NetworkForm(forms.Form):
    """Somebody around the family: the name the family uses, and what they do."""

    mark = MarkField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(
        label=_("Hvad kalder I personen?"),
        help_text=_("Et fornavn er nok. Skriv ikke nummer, adresse eller telefon."),
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.CharField(
        label=_("Hvem er det?"),
        help_text=_("Mormor, nabo, træner, kollega …"),
        max_length=RELATION_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    circle = forms.ChoiceField(
        label=_("Kreds"), choices=CIRCLES, initial="private", widget=Segments
    )
    closeness = forms.ChoiceField(
        label=_("Hvor tit er personen der?"), choices=CLOSENESS, widget=Chips
    )
    near = forms.ChoiceField(label=_("Hvem er personen tæt på?"), required=False, widget=Chips)
    support = forms.CharField(
        label=_("Hvad hjælper personen med?"),
        help_text=_("Henter torsdag, kan ringes til om natten …"),
        required=False,
        max_length=SUPPORT_MAX,
    )
    may_be_asked = forms.BooleanField(
        label=_("Personen er ikke spurgt endnu, men kunne spørges"), required=False
    )
    told_by = forms.ChoiceField(
        label=_("Hvem har fortalt om personen?"),
        help_text=_(
            "Den, der har fortalt det, kan selv se personen på sin side. Andre i familien kan ikke."
        ),
        required=False,
        widget=Chips,
    )

    def __init__(
        self,
        *args: Any,
        near: list[tuple[str, str]],
        told_by: list[tuple[str, str]] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, near=[*EVERYBODY, *near])
        if told_by is None:
            del self.fields["told_by"]
        else:
            choices = [("", _("Ved ikke")), *told_by]
            offer(self, told_by=choices)

    def given(self) -> NetworkGiven:
        """Return what was said, once the form is found valid."""
        data = self.cleaned_data
        return NetworkGiven(
            name=data["name"].strip(),
            relation=data["relation"].strip(),
            circle=Circle(data["circle"]),
            closeness=Closeness(data["closeness"]),
            support=data["support"].strip(),
            may_be_asked=data["may_be_asked"],
        )
