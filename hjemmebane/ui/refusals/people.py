"""Persons, numbers and consent."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "network_name_missing": told("Skriv, hvad I kalder personen, og hvem det er."),
    "already_over": told("Slutdagen er allerede gået."),
    "both_registers": "En medarbejder kan ikke have roller i både myndighed og forebyggelse.",
}
