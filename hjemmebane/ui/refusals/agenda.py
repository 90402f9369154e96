"""Obligations, meetings and tasks."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "meeting_already_planned": "Mødet er allerede aftalt på det tidspunkt.",
    "next_date_missing": (
        "Vælg, hvornår I følger op næste gang. Loven sætter ingen fast dato, så den skal vælges."
    ),
    "meeting_begun": told("Mødet er begyndt eller holdt. Ring, hvis du ikke kommer."),
    "time_missing": told("Vælg den dag og det tidspunkt, der passer dig bedre."),
    "date_out_of_reach": told("Datoen kan ikke passe. Skriv den igen."),
    "moved_not_later": "Vælg en dag, der ligger efter fristen.",
    "moved_too_far": "Så langt lader reglen ikke fristen flytte.",
    "moved_too_late": "Fristen er overskredet. Den kan kun flyttes, før den udløber.",
    "no_rule_that_day": "Reglen gjaldt ikke den dag.",
    "not_corrected_here": "Den dato kan ikke rettes her.",
    "rule_does_not_move": "Reglen lader ikke fristen flytte på den måde.",
    "obligation_settled": "Fristen er allerede lukket og kan ikke regnes om.",
    "nothing_chosen": "Sæt kryds ved de frister, det gælder.",
    "exception_unknown": "Reglen kender ikke den undtagelse.",
    "reason_missing": told("Skriv en grund."),
    "meeting_not_planned": told("Mødet er allerede holdt eller aflyst."),
    "agenda_full": "Dagsordenen er fuld. Skriv punktet kortere.",
    "meeting_in_future": "Mødet er ikke holdt endnu. Notér det, når det er holdt.",
    "family_absent": (
        "Et møde om familien holdes med familien. Var ingen af dem med, så vælg den "
        "grund, der gør det lovligt."
    ),
    "party_missing": (
        "En, der hører til mødet, var ikke med. Vælg hvorfor, eller sæt kryds ved dem, der var der."
    ),
    "family_not_asked": (
        "Et møde om familien holdes med familien. Vælg, hvem der er inviteret, eller den grund, "
        "der gør det lovligt at mødes uden."
    ),
    "meeting_ends_before_start": "Mødet slutter, før det begynder. Ret klokkeslættene.",
    "not_yours": told(
        "Du arbejder ikke med den her familie, så du kan ikke skrive i dens aftaler."
    ),
    "title_missing": "Skriv, hvad opgaven er.",
    "owner_missing": "Vælg, hvem der gør det.",
    "already_done": told("Opgaven er allerede meldt løst."),
}
