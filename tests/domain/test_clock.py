"""The clock, as demo, training and torture set it."""

from datetime import UTC, datetime, timedelta

import pytest

from hjemmebane import clock


@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_may_be_so_many_seconds_off_and_goes_on(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJEMMEBANE_CLOCK", f"{hours * 3600:+d}")
    right = datetime.now(UTC)  # noqa: TID251 - held against the machine's own
    off, later = clock.now(), clock.now()
    assert abs(off - right - timedelta(hours=hours)) < timedelta(minutes=1)
    assert later > off


def test_a_clock_may_stand_still_at_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HJEMMEBANE_CLOCK", "2026-11-24T09:30")
    assert clock.now() == clock.now() == datetime(2026, 11, 24, 9, 30, tzinfo=clock.ZONE)
