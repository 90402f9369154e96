"""When a case is to be seen by more than one profession, and where nobody else has looked."""

from datetime import date

import pytest

from hjemmebane.domain.cases import AssessmentKind
from hjemmebane.domain.professionals import CaseSoFar, ReviewStage, review_gaps, stages_reached

START, ASSESSMENT, COURSE = ReviewStage
BEGAN = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("so_far", "reached"),
    [
        (CaseSoFar((), None), (START,)),
        (CaseSoFar((AssessmentKind.AFDAEKNING,), None), (START,)),
        (CaseSoFar((AssessmentKind.BFU,), None), (START, ASSESSMENT)),
        (CaseSoFar((AssessmentKind.BFU,), BEGAN), (START, ASSESSMENT, COURSE)),
    ],
)
def test_a_case_comes_to_its_stages_by_the_child_assessment_and_the_help_that_runs(
    so_far: CaseSoFar, reached: tuple[ReviewStage, ...]
) -> None:
    assert stages_reached(so_far) == review_gaps(so_far, ()) == reached


def test_each_stage_is_lit_by_its_own_contributions_only() -> None:
    so_far = CaseSoFar((AssessmentKind.BFU,), BEGAN)
    assert review_gaps(so_far, [(START, BEGAN)]) == (ASSESSMENT, COURSE)
    assert review_gaps(so_far, [(ASSESSMENT, BEGAN), (COURSE, BEGAN)]) == (START,)


def test_what_was_said_during_earlier_help_does_not_light_what_runs_now() -> None:
    before, so_far = date(2026, 2, 28), CaseSoFar((), BEGAN)
    assert COURSE in review_gaps(so_far, [(COURSE, before)])
    assert COURSE not in review_gaps(so_far, [(COURSE, BEGAN)])
    # What was said at the start or for the assessment does not grow old.
    assert START not in review_gaps(so_far, [(START, before)])
