"""One question a page: what is answered so far travels with the page, signed, and rests nowhere.

Half an answer is nobody's business yet, and on a family's own phone nothing may outlive the page.
So neither the server nor the phone keeps it: each page carries the answers before it in one signed
field, which only this form's next page reads. What is sent at the end is kept, or nothing is.
"""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.http import QueryDict

from hjemmebane.domain.instruments import Scale
from hjemmebane.edges.family.feedback.forms import WordsForm
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.feedback.asking import Asked
from hjemmebane.ui.words import said

SALT = "feedback-so-far"
BACK, SKIP, SEND = "back", "skip", "send"


class BrokenState(Exception):
    """What the page carried cannot be read: cut off, changed, or another form's."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what can be answered: a number, and its words where it has some."""

    key: str
    text: str
    own_words: str
    choices: tuple[tuple[int, str], ...]
    has_words: bool
    low_words: str
    high_words: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """What one filling-in holds until it is sent: where it stands and the answers before."""

    form: uuid.UUID = field(default_factory=uuid.uuid4)
    step: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    text: str = ""
    may_quote: bool = False

    def packed(self, scope: str) -> str:
        """Return it signed for one form and no other."""
        data = [self.form.hex, self.step, self.answers, self.text, self.may_quote]
        return signing.dumps(data, salt=f"{SALT}:{scope}", compress=True)

    def given(self, asked: Asked) -> Given:
        """Return what was answered, as the record takes it."""
        goals = {goal.item: goal.public_id for goal in asked.goals}
        return Given(
            values={key: value for key, value in self.answers.items() if key not in goals},
            goals={goals[key]: value for key, value in self.answers.items() if key in goals},
            text=self.text,
            may_quote=self.may_quote,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a page that was sent: how things stand, a fault, and whether to keep it."""

    so_far: SoFar
    words: WordsForm
    has_fault: bool = False
    is_to_be_kept: bool = False


def questions_of(asked: Asked) -> list[Question]:
    """Return the questions in order: how it was, then how near each goal is."""
    scale, goal = asked.instrument.scale, asked.goal_instrument
    items = [_question(item.key, said(item.text), "", scale) for item in asked.instrument.items]
    near = said(goal.items[0].text)
    return items + [_question(one.item, near, one.own_words, goal.scale) for one in asked.goals]


def _question(key: str, text: str, own_words: str, scale: Scale) -> Question:
    named = {step.value: said(step.words) for step in scale.steps}
    return Question(
        key,
        text,
        own_words,
        tuple((value, named.get(value, "")) for value in scale.values),
        bool(scale.steps),
        said(scale.low_words),
        said(scale.high_words),
    )


def unpacked(sent: str, scope: str) -> SoFar:
    """Return what a page carried; raise BrokenState where it is not this form's."""
    try:
        form, step, answers, text, may_quote = signing.loads(sent, salt=f"{SALT}:{scope}")
        return SoFar(uuid.UUID(form), int(step), dict(answers), str(text), bool(may_quote))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BrokenState from error


def turn(sent: QueryDict, asked: Asked, scope: str) -> Turn:
    """Return what comes of a page that was sent."""
    so_far, questions = unpacked(sent.get("state", ""), scope), questions_of(asked)
    # A goal may have ended since the first page: then there are fewer questions than before.
    step = min(max(so_far.step, 0), len(questions))
    if step == len(questions):
        return _last_page(replace(so_far, step=step), sent)
    words = WordsForm(initial={"text": so_far.text, "may_quote": so_far.may_quote})
    if sent.get("do") == BACK:
        return Turn(replace(so_far, step=max(step - 1, 0)), words)
    question = questions[step]
    answers = {key: value for key, value in so_far.answers.items() if key != question.key}
    if sent.get("do") != SKIP:
        value = _number(sent.get("answer", ""))
        if value not in dict(question.choices):
            return Turn(replace(so_far, step=step), words, has_fault=True)
        answers[question.key] = value
    return Turn(replace(so_far, step=step + 1, answers=answers), words)


def _last_page(so_far: SoFar, sent: QueryDict) -> Turn:
    words = WordsForm(sent)
    if not words.is_valid():
        return Turn(so_far, words, has_fault=True)
    given: dict[str, Any] = words.cleaned_data
    so_far = replace(so_far, text=given["text"], may_quote=given["may_quote"])
    if sent.get("do") == BACK:
        return Turn(replace(so_far, step=max(so_far.step - 1, 0)), words)
    return Turn(so_far, words, is_to_be_kept=True)


def _number(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else -1


def page_of(now: Turn, asked: Asked, scope: str) -> dict[str, Any]:
    """Return what the page of the next question, or of the words at the end, shows."""
    questions, so_far = questions_of(asked), now.so_far
    is_last = so_far.step >= len(questions)
    question = None if is_last else questions[so_far.step]
    return {
        "question": question,
        "chosen": so_far.answers.get(question.key) if question else None,
        "form": now.words,
        "has_fault": now.has_fault and not is_last,
        "state": so_far.packed(scope),
        "number": so_far.step + 1,
        "total": len(questions) + 1,
        "marks": [_mark(place, so_far.step) for place in range(len(questions) + 1)],
        "is_first": so_far.step == 0,
        "is_child": asked.is_child,
        "tested": said(asked.instrument.validation_words),
    }


def _mark(place: int, step: int) -> str:
    if place == step:
        return "at"
    return "on" if place < step else ""


def started() -> Turn:
    """Return the beginning: nothing answered."""
    return Turn(SoFar(), WordsForm())
