"""The ladder: read off the measures, never typed."""

from datetime import date

from hjemmebane.domain.ladder import Step, StepMovement, StepSpan, changes, movement, steps_on

HOME, INTENSIVE, FOSTER = Step.parse("3"), Step.parse("3b"), Step.parse("5")


def test_a_sub_step_lies_between_its_rung_and_the_next():
    assert HOME < INTENSIVE < Step.parse("4")
    assert INTENSIVE.key == "3b"


def test_several_measures_run_on_several_steps_at_once():
    spans = [
        StepSpan(HOME, date(2026, 1, 1), None),
        StepSpan(FOSTER, date(2026, 2, 1), date(2026, 3, 31)),
    ]
    assert steps_on(spans, date(2026, 3, 31)) == (HOME, FOSTER)
    assert steps_on(spans, date(2026, 4, 1)) == (HOME,)


def test_movements_follow_from_starts_and_ends():
    spans = [
        StepSpan(HOME, date(2026, 1, 1), None, "home"),
        StepSpan(FOSTER, date(2026, 2, 1), date(2026, 3, 31), "foster"),
    ]
    found = changes(spans)
    assert [(change.on, change.movement) for change in found] == [
        (date(2026, 1, 1), StepMovement.STARTED),
        (date(2026, 2, 1), StepMovement.UP),
        (date(2026, 4, 1), StepMovement.DOWN),
    ]
    assert found[-1].measures == ("foster",)


def test_a_second_measure_on_the_same_step_is_no_movement():
    spans = [StepSpan(HOME, date(2026, 1, 1), None), StepSpan(HOME, date(2026, 2, 1), None)]
    assert len(changes(spans)) == 1


def test_the_last_measure_that_ends_leaves_no_step():
    spans = [StepSpan(HOME, date(2026, 1, 1), date(2026, 1, 31))]
    assert changes(spans)[-1].movement is StepMovement.ENDED
    assert movement(HOME, HOME) is StepMovement.SAME
