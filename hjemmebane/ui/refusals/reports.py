"""Reports, feedback and files."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "family_has_not_read": (
        "Rapporten kan ikke sendes endnu: familien har ikke læst den, som den er nu."
    ),
    "too_early_to_send_unread": (
        "Familien har stadig tid til at læse rapporten. Vent, til fristen er gået."
    ),
    "reason_text_missing": (
        "Skriv med ord, hvorfor rapporten sendes, uden at familien har læst den."
    ),
    "report_not_a_draft": (
        "Rapporten er ikke et udkast længere. Tag den tilbage, hvis den skal ændres."
    ),
    "report_not_in_review": told("Rapporten ligger ikke hos familien nu."),
    "course_not_ended": "Den afsluttende status åbnes, når forløbet er sluttet.",
    "no_reader": "Der er ingen i familien at give rapporten. Se, hvem der har forældremyndigheden.",
    "text_missing": told("Skriv noget, før du gemmer."),
    "text_too_long": told("Teksten er for lang. Del den op, eller gør den kortere."),
    "link_expired": told("Linket er udløbet. Bed den, du fik det af, om et nyt."),
    "link_used": told("Linket er brugt. Du behøver ikke gøre mere."),
    "answer_already_sent": told("Dit svar er allerede gemt. Du behøver ikke sende det igen."),
    "answered_lately": "Du har svaret for nylig. Du kan se på siden, hvornår du kan svare igen.",
    "nothing_answered": told("Svar på mindst ét spørgsmål, eller skriv noget."),
    "answer_out_of_scale": told(
        "Et af svarene passer ikke til spørgsmålet. Vælg et af de tal, der står."
    ),
    "already_marked_read": told("Det er allerede noteret, at rapporten er læst, som den er nu."),
    "already_notified_on": "Der er allerede lavet en underretning ud fra svaret.",
    "link_just_made": "Linket er lige lavet. Det står på siden.",
    "already_read_for_danger": "En anden har allerede læst svaret for fare.",
}
