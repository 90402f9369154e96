"""Persons, numbers and consent."""

SENTENCES = {
    "already_over": "Slutdagen er allerede gået.",
    "both_registers": "En medarbejder kan ikke have roller i både myndighed og forebyggelse.",
}
