"""Intake: enquiries, notifications, triage, allocation."""

from django.utils.translation import gettext_noop as told

SENTENCES = {
    "received_after_answer": "Underretningen er vurderet eller kvitteret før det tidspunkt.",
    "already_sent": told("Den er allerede sendt og modtaget. Den er kun gemt én gang."),
    "family_not_with": told(
        "Når du henvender dig som fagperson, skal familien være med i det. Er du "
        "bekymret for barnet uden det, så skriv en underretning."
    ),
    "birthday_impossible": told("Fødselsdagen kan ikke passe. Skriv den igen."),
    "no_child_named": told(
        "Skriv, hvilket barn det drejer sig om. Kender du ikke navnet, så skriv det, du ved."
    ),
    "no_reason_chosen": told("Vælg mindst én grund."),
    "received_at_impossible": told(
        "Tidspunktet for modtagelsen kan ikke passe: det skal være før nu og inden for "
        "det sidste år."
    ),
    "named_person_needed": "En navngiven medarbejder skal læse den.",
    "already_read": "Henvendelsen er allerede læst for fare.",
    "already_handed_over": "Henvendelsen er allerede sendt videre som underretning.",
    "danger_not_read": "Læs først, om et barn er i fare.",
    "already_triaged": "Henvendelsen er allerede vurderet.",
    "anonymous_cannot_start": (
        "En anonym henvendelse kan kun få råd: der er ingen familie at begynde med."
    ),
    "anonymous_cannot_consent": told("En anonym kan ikke give samtykke."),
    "outside_target_group": (
        "Et af de tre punkter er ikke opfyldt. Skriv, hvorfor familien alligevel tages ind."
    ),
    "forward_text_missing": "Skriv det, som Modtagelsen skal vide.",
    "not_accepted": "Henvendelsen er ikke taget ind i Tidlig Forebyggelse.",
    "already_allocated": "Medarbejderen har allerede familien.",
    "allocated_meanwhile": (
        "En anden har lige givet familien til en medarbejder. Hent siden igen, og se hvem."
    ),
    "not_in_unit": "Medarbejderen hører ikke til i enheden.",
    "not_allocated": "Familien er ikke fordelt endnu.",
    "already_contacted": "Den første kontakt er allerede skrevet.",
    "contact_at_impossible": (
        "Tidspunktet kan ikke passe: det skal ligge mellem henvendelsen og nu."
    ),
    "already_registered": "Familien er allerede skrevet ind.",
    "no_member": "Skriv mindst én i familien.",
    "born_impossible": "Fødselsdagen kan ikke passe. Skriv den igen.",
    "bad_number": "Personnummeret kan ikke læses. Skriv ti tal.",
    "number_taken": "Personnummeret findes allerede i registeret. Find personen ved nummeret.",
    "family_not_registered": "Skriv først familien ind.",
    "already_started": "Forløbet er allerede begyndt.",
    "already_closed": "Henvendelsen er allerede lukket.",
    "not_anonymous": "Kun anonyme henvendelser får svar med kode.",
    "already_answered": "Der er allerede svaret.",
    "already_identified": "Barnet er allerede fundet i registeret.",
    "already_assessed": "Barnet er allerede vurderet.",
    "acute_action_missing": "Skriv, hvad der er gjort med det samme, når barnet er i fare.",
    "anonymous_no_receipt": "Underretteren er anonym: der er ingen at sende kvittering til.",
    "receipt_already_sent": "Kvitteringen er allerede sendt.",
    "child_not_identified": "Find først barnet i registeret.",
    "question_already_asked": "Spørgsmålet er allerede stillet.",
    "not_asked": "Spørgsmålet er ikke stillet.",
    "only_duty_contact": "Kun enhedens vagtkontakt må svare.",
    "nobody_to_ask_about": "Spørgsmålet kræver barnets navn, og henvendelsen er anonym.",
    "only_reception": "Kun Modtagelsen må svare.",
    "assess_first": "Vurder først, om barnet er i fare.",
    "child_in_danger": "Barnet er i fare, så familien kan ikke henvises til Tidlig Forebyggelse.",
    "already_referred": "Familien er allerede henvist til Tidlig Forebyggelse.",
    "problem_missing": "Skriv det afgrænsede problem, som Tidlig Forebyggelse kan hjælpe med.",
    "known_person_missing": "Vælg, hvem barnet er i jeres eget register.",
    "other_register": "Personen hører til i det andet register.",
    "name_missing": "Barnet findes ikke ved det nummer. Skriv navnet, så skrives barnet ind.",
}
