"""Danish words for what comes in: the same choice reads the same at every door."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAnswer,
    ForwardGround,
    NotificationOutcome,
    NotificationReasonKey,
    NotToldReason,
    TriageOutcome,
    TriageReason,
)

Choices = list[tuple[str, str | Promise]]

DANGER: dict[str, str | Promise] = {
    DangerAnswer.NO: _("Nej"),
    DangerAnswer.UNSURE: _("Ved ikke"),
    DangerAnswer.YES: _("Ja"),
}
CONCERN: dict[str, str | Promise] = {
    ConcernSource.PARENT: _("Forælder"),
    ConcernSource.YOUNG_PERSON: _("Barn eller ung"),
    ConcernSource.NETWORK: _("Familie, ven eller nabo"),
    ConcernSource.DAY_CARE: _("Dagtilbud"),
    ConcernSource.SCHOOL: _("Skole"),
    ConcernSource.HEALTH_VISITING: _("Sundhedspleje"),
    ConcernSource.RECEPTION: _("Modtagelsen"),
    ConcernSource.OTHER: _("En anden"),
}
REASONS: dict[str, str | Promise] = {
    NotificationReasonKey.VIOLENCE: _("Vold eller overgreb"),
    NotificationReasonKey.NEGLECT: _("Manglende omsorg"),
    NotificationReasonKey.PARENTS: _("Vanskeligheder hos de voksne"),
    NotificationReasonKey.WELLBEING: _("Barnets trivsel eller udvikling"),
    NotificationReasonKey.ABSENCE: _("Fravær fra skole eller dagtilbud"),
    NotificationReasonKey.OTHER: _("Andet"),
}
OUTCOMES: dict[str, str] = {
    NotificationOutcome.OPEN_CASE: "Åbn sag med screening",
    NotificationOutcome.RUNNING_CASE: "Indgår i en sag, der allerede er åben",
    NotificationOutcome.TALK_WITH_FAMILY: "Samtale med familien først",
    NotificationOutcome.NO_FURTHER: "Ikke mere nu",
}
TRIAGE: dict[str, str] = {
    TriageOutcome.ACCEPT: "Ind i Tidlig Forebyggelse",
    TriageOutcome.FORWARD_TO_AUTHORITY: "Videre til Modtagelsen",
    TriageOutcome.ADVICE: "Råd, og så ikke mere",
}
TRIAGE_REASONS: dict[str, str] = {
    TriageReason.FITS: "Passer til målgruppen",
    TriageReason.CONCERN_TOO_GREAT: "Bekymringen er for stor",
    TriageReason.NEEDS_AUTHORITY_HELP: "Hjælpen kræver en afgørelse",
    TriageReason.NO_OWN_WISH: "Familien ønsker det ikke",
    TriageReason.UNIVERSAL_OFFER_FITS: "Et alment tilbud passer bedre",
    TriageReason.OTHER: "Andet",
}
GROUNDS: dict[str, str] = {
    ForwardGround.NOTIFICATION_DUTY: "Underretningspligt (barnets lov § 133)",
    ForwardGround.CONSENT: "Familien har sagt ja",
}
NOT_TOLD: dict[str, str] = {
    NotToldReason.ENDANGERS_CHILD: "Det kan bringe barnet i fare",
    NotToldReason.HONOUR_RISK: "Risiko for æresrelateret konflikt",
    NotToldReason.POLICE_INQUIRY: "Hensyn til politiets arbejde",
}


def choices(words: dict[str, str | Promise] | dict[str, str]) -> Choices:
    """Return words as the choices of a field."""
    return [(str(key), text) for key, text in words.items()]
