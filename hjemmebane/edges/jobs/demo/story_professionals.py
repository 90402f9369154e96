"""Around Selma's case: other professions' eyes on it, the family helped on, its own rhythm."""

from datetime import date

from hjemmebane.domain.professionals import (
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
)
from hjemmebane.edges.jobs.demo.story_holm import HolmCase
from hjemmebane.edges.jobs.demo.story_people import shifted
from hjemmebane.edges.jobs.demo.town import at

REVIEWS = (
    (
        ReviewStage.START,
        Profession.SCHOOL,
        "Hanne Storm, klasselærer",
        date(2026, 5, 27),
        "Selma er træt mandag og tirsdag og falder til ro, når hun er kommet i gang.",
    ),
    (
        ReviewStage.START,
        Profession.DAY_CARE,
        "Line Bro, pædagog",
        date(2026, 5, 27),
        "Viggo bliver vred ved skift. Han leger godt, når dagen er den samme.",
    ),
    (
        ReviewStage.ASSESSMENT,
        Profession.PPR,
        "Skolens psykolog",
        date(2026, 8, 20),
        "Selma tager ansvar for de små. Der er ingen tegn på andet end for meget ansvar.",
    ),
)
SIGNPOSTS = (
    (
        date(2026, 10, 13),
        SignpostTo.DOCTOR,
        "Egen læge",
        SignpostReason.HEALTH,
        "Frida sover dårligt",
        FamilyAgreed.YES,
        "dorte",
    ),
    (
        date(2026, 11, 3),
        SignpostTo.MUNICIPALITY,
        "Ydelseskontoret",
        SignpostReason.MONEY,
        "Spørgsmål om sygedagpenge",
        FamilyAgreed.YES,
        "anna",
    ),
)


def holm_professionals(told: HolmCase) -> None:
    """Write who contributed, to whom the family was helped on, and how often Anna follows up."""
    town, case = told.town, told.selma.case
    for stage, profession, who, on, text in REVIEWS:
        day = shifted(town, on)
        town.book.add(
            "cases.InterdisciplinaryReview",
            case_id=case["id"],
            stage=stage,
            profession=profession,
            who=who,
            given_on=day,
            text=text,
            noted_by_id=town.users["anna"]["id"],
            noted_at=at(day, 13),
        )
    for on, to_kind, to_whom, reason, reason_text, agreed, key in SIGNPOSTS:
        day = shifted(town, on)
        town.book.add(
            "cases.Signposting",
            dossier_id=case["dossier_id"],
            given_on=day,
            to_kind=to_kind,
            to_whom=to_whom,
            reason=reason,
            reason_text=reason_text,
            family_agreed=agreed,
            logged_by_id=town.users[key]["id"],
            logged_at=at(day, 16),
        )
    chosen_on = shifted(town, date(2026, 9, 11))
    town.book.add(
        "cases.FollowUpRhythm",
        case_id=case["id"],
        every_weeks=10,
        weight_words="Tung sag: to hjem, tre børn, og hjælpen skrues op nu.",
        challenge_words="Skiftene mellem hjemmene og morgenerne.",
        contact_words="Dorte og Esben ser familien flere gange om ugen og ringer til mig.",
        sparred_with_id=town.users["camilla"]["id"],
        sparred_on=chosen_on,
        chosen_by_id=town.users["anna"]["id"],
        chosen_at=at(chosen_on, 14),
    )
