"""Persons, numbers and consent."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "already_over": told("Slutdagen er allerede gået."),
    "both_registers": "En medarbejder kan ikke have roller i både myndighed og forebyggelse.",
}
