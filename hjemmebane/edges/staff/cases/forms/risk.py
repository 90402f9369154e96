"""The risk that a child is placed: a level, why, and what could help."""

from django import forms

from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.edges.staff.cases.forms.fields import day, pick, text


class PlacementRiskForm(forms.Form):
    """A person's judgement of the risk; nothing is chosen beforehand."""

    level = pick(RiskLevel, "Hvor stor er risikoen for en anbringelse?")
    why = text(
        "Hvorfor vurderer du det sådan?",
        rows=4,
        help_text="Skriv det, så familien forstår det. De kan læse det på deres egen side.",
    )
    what_helps = text("Hvad kan gøre risikoen mindre?", rows=3, required=False)
    judged_on = day("Vurderet den")
