"""The closing report's sentences: natural Danish, true to the records, each with its sources."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemmebane.domain.closing_facts import (
    AnswerFact,
    ChangeFact,
    ClosingFacts,
    ContactFact,
    CourseFact,
    ExtensionFact,
    FollowUpFact,
    GoalFact,
    MeetingFact,
    QuoteFact,
    RatingFact,
    RecordRef,
    Someone,
    WorkerFact,
)
from hjemmebane.domain.closing_report import draw, without
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.documents import Section
from hjemmebane.domain.goals import Judgement

START = date(2026, 8, 7)
MOTHER = Someone(UUID(int=1), "mor")
FATHER = Someone(UUID(int=2), "far")
SELMA = Someone(UUID(int=3), "Selma", is_grown=False)
GOAL = UUID(int=90)


def ref(kind: str, number: int) -> RecordRef:
    """Return a made-up record."""
    return RecordRef(kind, UUID(int=number))


def held(number: int, day: int, **more: object) -> ContactFact:
    """Return a held contact so many days into the course."""
    return ContactFact(
        ref("contact", number), START + timedelta(days=day), ContactState.HELD, **more
    )


def a_course(**more: object) -> ClosingFacts:
    """Return a small finished course."""
    course = CourseFact(
        ref("course", 1000),
        "Støtte i hjemmet",
        START,
        START + timedelta(weeks=12),
        agreed_needs="Morgenerne skal blive rolige.",
        outcome="Familien klarer morgenerne selv.",
    )
    return ClosingFacts(course, **more)


def texts(facts: ClosingFacts) -> dict[str, str]:
    """Return the drawn sentences by key."""
    return {sentence.key: sentence.text for sentence in draw(facts)}


@pytest.mark.req("S4-SIH-14")
def test_the_report_has_its_three_sections_in_order() -> None:
    facts = a_course(contacts=(held(1, 3, persons=(MOTHER,)),))
    order = [sentence.section for sentence in draw(facts)]
    assert list(dict.fromkeys(order)) == [Section.COURSE, Section.COOPERATION, Section.THEMES]
    assert order == sorted(order, key=list(Section).index)


def test_the_course_is_told_with_dates_and_counts_in_words() -> None:
    facts = a_course(
        contacts=(
            held(1, 3, setting="i hjemmet", methods=("samtaler med forældre",)),
            held(2, 10, setting="i hjemmet", is_formal=True, workers=2),
            held(3, 80, setting="i Familiehuset"),
        )
    )
    said = texts(facts)
    assert said["period"] == (
        "Støtte i hjemmet begyndte den 7. august 2026 og sluttede den 30. oktober 2026, "
        "efter tolv uger."
    )
    assert said["contacts"] == (
        "Der blev holdt tre kontakter fra den 10. august 2026 til den 26. oktober 2026, "
        "heraf én formel opfølgning."
    )
    assert said["settings"] == "Vi mødtes to gange i hjemmet og én gang i Familiehuset."
    assert said["two_workers"] == "Ved én kontakt var der to medarbejdere."
    assert said["rhythm"] == (
        "I de første fire uger mødtes vi to gange, i de sidste fire uger én gang."
    )
    assert said["needs"] == (
        "Behovet blev fra begyndelsen beskrevet sådan: »Morgenerne skal blive rolige«."
    )


def test_workers_are_named_by_title_in_the_right_number() -> None:
    workers = tuple(WorkerFact(ref("tie", n), "familiebehandler") for n in (1, 2))
    facts = a_course(workers=(*workers, WorkerFact(ref("tie", 3), "praktisk støtteperson")))
    assert texts(facts)["workers"] == (
        "To familiebehandlere og en praktisk støtteperson har arbejdet sammen med familien."
    )


def test_cancelled_visits_are_told_fairly_with_whose_reason_it_was() -> None:
    cancelled = [
        ContactFact(ref("contact", n), START, ContactState.CANCELLED, cancel_reason=reason)
        for n, reason in enumerate(
            [CancelReason.FAMILY_ILL, CancelReason.WORKER_ABSENT, CancelReason.WORKER_ABSENT], 1
        )
    ]
    assert texts(a_course(contacts=tuple(cancelled)))["not_held"] == (
        "Tre kontakter blev ikke til noget: én på grund af sygdom i familien "
        "og to fordi medarbejderen ikke kunne komme."
    )
    assert texts(a_course(contacts=tuple(cancelled[:1])))["not_held"] == (
        "Én kontakt blev ikke til noget på grund af sygdom i familien."
    )


def test_who_took_part_is_told_by_role_as_each_ones_own() -> None:
    facts = a_course(
        contacts=(held(1, 3, persons=(MOTHER, SELMA)), held(2, 9, persons=(MOTHER, FATHER)))
    )
    found = {s.key: s for s in draw(facts)}
    mother = found[f"took_part:{MOTHER.public_id}"]
    assert mother.text == "Mor var med ved alle to kontakter."
    assert mother.own_of == MOTHER.public_id
    child = found[f"took_part:{SELMA.public_id}"]
    assert child.text == "Selma var med ved én af de to kontakter."
    assert child.own_of is None


def test_answers_keep_a_line_for_each_question_and_are_never_added_up() -> None:
    answers = tuple(
        AnswerFact(ref("response", n), START + timedelta(days=n), MOTHER, "useful", question, value)
        for n, (question, value) in enumerate([("Var det nyttigt?", 4), ("Var det nyttigt?", 7)], 1)
    )
    found = {s.key: s for s in draw(a_course(answers=answers))}
    sentence = found[f"feedback:{MOTHER.public_id}:useful"]
    assert sentence.text == (
        "På spørgsmålet »Var det nyttigt?« svarede mor to gange: 4 (8. august) og 7 (9. august)."
    )
    assert sentence.own_of == MOTHER.public_id


def test_goals_stand_in_the_familys_words_with_start_and_end() -> None:
    goal = GoalFact(
        RecordRef("goal", GOAL),
        "Vi kan komme ud ad døren uden at råbe",
        "Hverdagen",
        START,
        ratings=(
            RatingFact(ref("goal_progress", 1), START, 2, MOTHER),
            RatingFact(ref("goal_progress", 2), START + timedelta(days=60), 6, MOTHER),
        ),
        ended_on=START + timedelta(weeks=12),
        is_reached=True,
    )
    touched = tuple(
        held(n, n, goals=((GOAL, how),))
        for n, how in enumerate([Judgement.FORWARD, Judgement.FORWARD, Judgement.BACK], 1)
    )
    said = texts(a_course(goals=(goal,), contacts=touched))
    assert said[f"goal:{GOAL}"] == (
        "Målet »Vi kan komme ud ad døren uden at råbe« blev aftalt den 7. august 2026 "
        "og var nået den 30. oktober 2026."
    )
    assert said[f"worked_on:{GOAL}"] == (
        "Vi arbejdede med det ved tre kontakter: "
        "ved to gik det fremad og ved én var det sværere end før."
    )
    assert said[f"rating:{GOAL}:{MOTHER.public_id}"] == (
        "Mor satte målet til 2 den 7. august og til 6 den 6. oktober, "
        "set over to svar på en linje fra 0 til 10."
    )


def test_meetings_agreements_and_outcome_are_told() -> None:
    meetings = (
        MeetingFact(ref("meeting", 1), "start", "startmødet", START, present=("mor", "rådgiver")),
        MeetingFact(
            ref("meeting", 2),
            "network",
            "netværksmødet",
            date(2026, 9, 3),
            present=("mor", "mormor"),
            agreements="Mormor henter om onsdagen.",
        ),
    )
    said = texts(a_course(meetings=meetings))
    assert said[f"start_meeting:{UUID(int=1)}"] == (
        "Startmødet blev holdt den 7. august 2026 med mor og rådgiver."
    )
    assert said["network_meetings"] == (
        "Der blev holdt ét netværksmøde: den 3. september 2026 med mor og mormor."
    )
    assert said[f"agreements:{UUID(int=2)}"] == (
        "På netværksmødet den 3. september blev det aftalt: »Mormor henter om onsdagen«."
    )
    assert said["outcome"] == "Forløbet endte sådan: »Familien klarer morgenerne selv«."


def test_planned_contacts_are_not_told_as_if_they_had_been() -> None:
    planned = ContactFact(ref("contact", 1), START, ContactState.PLANNED)
    said = texts(a_course(contacts=(planned,)))
    assert said["contacts"] == "Der er ikke skrevet nogen afholdte kontakter ind."


people = st.lists(st.sampled_from([MOTHER, FATHER, SELMA]), unique=True).map(tuple)
days = st.integers(0, 84).map(lambda n: START + timedelta(days=n))


@st.composite
def any_course(draw_one: st.DrawFn) -> ClosingFacts:
    """Return any course: each kind of record, any number, same days and doubles among them."""
    number = iter(range(1, 10_000))

    def many(build: st.SearchStrategy[tuple[object, ...]], most: int) -> list[tuple[object, ...]]:
        return draw_one(st.lists(build, max_size=most))

    contacts = tuple(
        ContactFact(
            ref("contact", next(number)), on, state, is_formal, workers, place, methods, who, goals
        )
        for on, state, is_formal, workers, place, methods, who, goals in many(
            st.tuples(
                days,
                st.sampled_from(ContactState),
                st.booleans(),
                st.sampled_from([1, 2]),
                st.sampled_from(["", "i hjemmet", "i Familiehuset"]),
                st.lists(st.sampled_from(["leg", "råd", "øvelser", "tur", "samtale"])).map(tuple),
                people,
                st.sampled_from([(), ((GOAL, "forward"),), ((GOAL, "back"),)]),
            ),
            8,
        )
    )
    ratings = tuple(
        RatingFact(ref("goal_progress", next(number)), on, value, who)
        for on, value, who in many(
            st.tuples(days, st.integers(0, 10), st.sampled_from([MOTHER, FATHER])), 4
        )
    )
    answers = tuple(
        AnswerFact(ref("response", next(number)), on, who, "q", "Hvordan gik det?", value)
        for on, value, who in many(
            st.tuples(days, st.integers(0, 10), st.sampled_from([MOTHER, SELMA])), 4
        )
    )
    meetings = tuple(
        MeetingFact(ref("meeting", next(number)), kind, "mødet", on, present=(), agreements=words)
        for kind, on, words in many(
            st.tuples(st.sampled_from(["start", "network"]), days, st.sampled_from(["", "Aftale"])),
            4,
        )
    )
    return a_course(
        workers=tuple(WorkerFact(ref("tie", next(number)), "psykolog") for _ in range(2)),
        contacts=contacts,
        meetings=meetings,
        goals=(
            GoalFact(RecordRef("goal", GOAL), "Ro om morgenen", "Hverdagen", START, ratings),
            GoalFact(ref("goal", next(number)), "En god skoledag", "Skole", START),
        ),
        answers=answers,
        quotes=(QuoteFact(ref("response", next(number)), START, MOTHER, "Det hjalp"),),
        changes=(ChangeFact(ref("feedback_act", next(number)), START, SELMA, "Vi kom senere"),),
        follow_ups=(FollowUpFact(ref("follow_up", next(number)), START, "fortsatte hjælpen"),),
        extensions=(ExtensionFact(ref("extension", next(number)), START, ""),),
    )


@pytest.mark.req("S4-SIH-14")
@settings(max_examples=60, deadline=None)
@given(any_course())
def test_each_sentence_changes_or_goes_when_a_record_it_rests_on_goes(facts: ClosingFacts) -> None:
    for sentence in draw(facts):
        assert sentence.sources
        for source in sentence.sources:
            if source == facts.course.ref:
                continue
            left = {(s.key, s.text) for s in draw(without(facts, source))}
            assert (sentence.key, sentence.text) not in left, (sentence, source)


@settings(max_examples=40, deadline=None)
@given(any_course())
def test_every_goal_is_counted_told_and_said_to_be_worked_on_or_not(facts: ClosingFacts) -> None:
    drawn = {s.key: s for s in draw(facts)}
    assert {goal.ref for goal in facts.goals} == set(drawn["areas"].sources)
    touched = {number for contact in facts.held for number, _ in contact.goals}
    for goal in facts.goals:
        number = goal.ref.public_id
        assert goal.ref in drawn[f"goal:{number}"].sources
        told = drawn[f"worked_on:{number}"]
        assert told.sources[0] == goal.ref
        assert told.text.startswith("Vi arbejdede") is (number in touched)


@settings(max_examples=40, deadline=None)
@given(any_course())
def test_every_sentence_is_a_whole_sentence_with_its_own_key(facts: ClosingFacts) -> None:
    drawn = draw(facts)
    assert len({s.key for s in drawn}) == len(drawn)
    for sentence in drawn:
        assert sentence.text[0].isupper()
        assert sentence.text.endswith(".")
        assert "  " not in sentence.text
        assert ".." not in sentence.text
