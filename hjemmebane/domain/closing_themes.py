"""The third section of the closing report: what the work was about, and where it ended."""

from collections import Counter
from collections.abc import Iterator

from hjemmebane.domain.closing_facts import (
    ClosingFacts,
    GoalFact,
    RatingFact,
    Sentence,
    Someone,
    in_order,
    quoted,
    refs,
)
from hjemmebane.domain.contacts import CourseEndReason
from hjemmebane.domain.documents import Section
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.prose_dates import day_month, full, listed, sentence
from hjemmebane.domain.prose_numbers import Gender, counted, number

HOW_IT_WENT = {
    Judgement.FORWARD: "gik det fremad",
    Judgement.SAME: "var det som før",
    Judgement.BACK: "var det sværere end før",
}
WHY_ENDED = {
    CourseEndReason.AS_PLANNED: "som planlagt",
    CourseEndReason.GOALS_MET: "fordi målene var nået",
    CourseEndReason.FAMILY_STOPPED: "fordi familien ønskede at stoppe",
    CourseEndReason.OTHER_HELP: "fordi familien får anden hjælp",
    CourseEndReason.MOVED_AWAY: "fordi familien er flyttet",
    CourseEndReason.OTHER: "af en anden grund",
}


def theme_sentences(facts: ClosingFacts) -> Iterator[Sentence]:
    """Yield the sentences of the section “De overordnede temaer”."""
    yield from _areas(facts)
    for goal in sorted(facts.goals, key=lambda g: (g.agreed_on, g.ref.public_id)):
        yield from _goal(goal)
        yield from _worked_on(facts, goal)
        yield from _ratings(goal)
    yield from _last_agreement(facts)
    yield from _outcome(facts)


def _areas(facts: ClosingFacts) -> Iterator[Sentence]:
    shared = [goal for goal in facts.goals if goal.own_of is None]
    if not shared:
        return
    areas = Counter(goal.area for goal in shared)
    count = counted(len(shared), "mål", "mål", Gender.NEUTER)
    if len(areas) == 1:
        text = f"Der blev aftalt {count}, om {_low(next(iter(areas)))}"
    else:
        named = [f"{number(n, Gender.NEUTER)} om {_low(area)}" for area, n in areas.most_common()]
        text = f"Der blev aftalt {count}: {listed(named)}"
    yield Sentence(Section.THEMES, "areas", sentence(text), refs(shared))


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _goal(goal: GoalFact) -> Iterator[Sentence]:
    text = f"Målet {quoted(goal.own_words)} blev aftalt den {full(goal.agreed_on)}"
    if goal.is_reached and goal.ended_on:
        text += f" og var nået den {full(goal.ended_on)}"
    elif goal.ended_on:
        text += f" og sluttede den {full(goal.ended_on)}"
        text += f": {_low(goal.end_words)}" if goal.end_words else ""
    key = f"goal:{goal.ref.public_id}"
    yield Sentence(Section.THEMES, key, sentence(text), (goal.ref,), goal.own_of)


def _worked_on(facts: ClosingFacts, goal: GoalFact) -> Iterator[Sentence]:
    touched = [
        (contact, Judgement(how))
        for contact in facts.held
        for public_id, how in contact.goals
        if public_id == goal.ref.public_id
    ]
    if not touched:
        yield _left_alone(goal)
        return
    went = Counter(how for _, how in touched)
    parts = [f"{number(went[how])} {HOW_IT_WENT[how]}" for how in Judgement if went[how]]
    if len(touched) == 1:
        text = f"Vi arbejdede med det ved én kontakt; der {HOW_IT_WENT[touched[0][1]]}"
    elif len(went) == 1:
        count = number(len(touched))
        text = f"Vi arbejdede med det ved {count} kontakter; hver gang {HOW_IT_WENT[touched[0][1]]}"
    else:
        parts = [f"ved {part}" for part in parts]
        text = f"Vi arbejdede med det ved {number(len(touched))} kontakter: {listed(parts)}"
    yield Sentence(
        Section.THEMES,
        f"worked_on:{goal.ref.public_id}",
        sentence(text),
        (goal.ref, *refs([contact for contact, _ in touched])),
        goal.own_of,
    )


def _left_alone(goal: GoalFact) -> Sentence:
    """Return that no contact is written on a goal: a goal agreed is a goal the report tells of."""
    text = "Ved ingen kontakt er det skrevet, at vi arbejdede med det"
    key = f"worked_on:{goal.ref.public_id}"
    return Sentence(Section.THEMES, key, sentence(text), (goal.ref,), goal.own_of)


def _ratings(goal: GoalFact) -> Iterator[Sentence]:
    lines: dict[Someone, list[RatingFact]] = {}
    for rating in sorted(goal.ratings, key=in_order):
        lines.setdefault(rating.person, []).append(rating)
    for person, given in lines.items():
        first, last = given[0], given[-1]
        text = f"{person.words} satte målet til {first.value} den {day_month(first.on)}"
        if len(given) > 1:
            text += (
                f" og til {last.value} den {day_month(last.on)}, "
                f"set over {number(len(given))} svar på en linje fra 0 til 10"
            )
        key = f"rating:{goal.ref.public_id}:{person.public_id}"
        yield Sentence(
            Section.THEMES, key, sentence(text), (goal.ref, *refs(given)), person.public_id
        )


def _last_agreement(facts: ClosingFacts) -> Iterator[Sentence]:
    agreed = [contact for contact in facts.held if contact.agreed_next.strip()]
    if agreed:
        last = agreed[-1]
        text = f"Den seneste aftale, fra den {day_month(last.on)}, er: {quoted(last.agreed_next)}"
        key = f"last_agreement:{last.ref.public_id}"
        yield Sentence(Section.THEMES, key, sentence(text), (last.ref,))


def _outcome(facts: ClosingFacts) -> Iterator[Sentence]:
    course = facts.course
    if course.end_reason:
        text = f"Forløbet sluttede {WHY_ENDED[course.end_reason]}"
        yield Sentence(Section.THEMES, "end_reason", sentence(text), (course.ref,))
    if course.outcome.strip():
        text = f"Forløbet endte sådan: {quoted(course.outcome)}"
        yield Sentence(Section.THEMES, "outcome", sentence(text), (course.ref,))
