"""What the whole house refuses."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "not_allowed": told(
        "Du har ikke ret til at gøre det. Spørg din leder, hvis du mener, du skal."
    ),
    "stale": told("En anden har ændret det, mens du skrev. Se begge udgaver, og vælg."),
    "no_ground": "Der er hverken samtykke eller lovgrundlag for at dele det.",
    "no_authority_plan": (
        "Koordineringsplanen kan ikke tages i brug: der mangler en barnets plan, "
        "ungeplan eller afgørelse bag den."
    ),
    "no_next_date": (
        "Opfølgningen kan ikke lukkes uden en dato for den næste, så længe en indsats fortsætter."
    ),
    "outcome_missing": "Skriv for hver indsats, om den fortsætter, justeres eller slutter.",
    "progress_missing": "Skriv for hvert mål, hvordan det går.",
    "deadlines_running": "Sagen kan ikke lukkes, så længe der er frister, der løber.",
    "not_read": "Rapporten kan ikke sendes, før familien har læst den.",
    "risk_not_assessed": (
        "Der må ikke tages kontakt til forældre eller netværk, før risikoen er vurderet."
    ),
    "month_too_young": "Måneden i loggen er ikke fem år gammel endnu. Intet er fjernet.",
    "nothing_expired": "Der er intet så gammelt i loggen. Intet er fjernet.",
    "glass_already_broken": (
        "Du har allerede åbnet sagen med nødadgang i dag. Find den under Familier."
    ),
    "already_seen": "Nødadgangen er allerede noteret som set.",
    "consent_already_withdrawn": "Samtykket er allerede trukket tilbage.",
    "family_missing": (
        "Et møde om en familie kræver, at familien er med, eller en grund til, at den ikke er."
    ),
}
