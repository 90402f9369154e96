"""Persons, numbers and consent."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "network_name_missing": told("Skriv, hvad I kalder personen, og hvem det er."),
    "already_over": told("Slutdagen er allerede gået."),
    "already_open": "Notaterne er allerede åbne for dig.",
    "already_there": "Personen står her allerede. Se på listen.",
    "same_person": "Det er barnet selv.",
    "looks_like_another": (
        "Der findes allerede en med det navn og den fødselsdag. Vælg personen, eller sæt kryds i, "
        "at det er en anden."
    ),
    "custody_without_relation": "Søskende kan ikke have forældremyndigheden.",
    "other_home": "Hjemmet hører til en anden familie.",
    "not_of_case": "Personen er ikke på sagen.",
    "child_stays": "Barnet selv kan ikke udgå af sin egen sag.",
    "holds_custody": (
        "Den, der har forældremyndighed, er part i sagen. Afslut først forældremyndigheden."
    ),
    "both_registers": "En medarbejder kan ikke have roller i både myndighed og forebyggelse.",
}
