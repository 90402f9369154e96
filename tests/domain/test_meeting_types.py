"""Who belongs to a meeting, who was missing, and how close the three parties keep."""

from datetime import date, timedelta

import pytest

from hjemmebane import catalogue
from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.contacts import Party
from hjemmebane.domain.course_pauses import Pause
from hjemmebane.domain.meeting_types import (
    MissingReason,
    missing_parties,
    missing_words,
    parties_kept,
    parties_read,
)
from hjemmebane.domain.three_way import THE_THREE, three_way

START = date(2026, 10, 5)
TODAY = date(2026, 12, 14)
ALL = frozenset(Party)
NEEDED = (Party.PARENT, Party.ADVISER, Party.WORKER)


def test_who_belongs_and_was_not_there_is_named_in_the_order_of_the_programme() -> None:
    assert missing_parties(NEEDED, {Party.PARENT}, ALL) == (Party.ADVISER, Party.WORKER)
    assert missing_parties(NEEDED, ALL, ALL) == ()


def test_a_family_that_was_away_has_a_ground_of_its_own_and_is_not_asked_about_twice() -> None:
    assert missing_parties(NEEDED, {Party.WORKER}, ALL) == (Party.ADVISER,)


def test_no_parent_is_missing_where_there_is_none() -> None:
    there = {Party.CHILD, Party.ADVISER, Party.WORKER}
    assert missing_parties(NEEDED, there, there) == ()
    assert missing_parties(NEEDED, there, ALL) == (Party.PARENT,)


def test_the_reason_and_its_text_stand_with_who_was_missing() -> None:
    words = missing_words([Party.ADVISER, Party.PARTNER], MissingReason.OTHER, "strejke")
    assert words == (
        "Ikke med: rådgiver og skole, dagtilbud eller anden fagperson (andet, strejke)"
    )
    assert missing_words([], None) == ""
    assert parties_read(parties_kept(NEEDED)) == NEEDED
    assert len(MissingReason) <= 6


@pytest.mark.req("S2-AAB-25")
def test_network_meetings_are_held_at_home_at_school_or_in_day_care_first() -> None:
    read = catalogue.current()
    for profile in read.profiles.values():
        network = profile.meeting(MeetingKind.NETWORK)
        assert [place.key for place in network.places] == ["home", "school", "day_care"]
    for version in (p for p in read.programmes if p.key == "prevention-30"):
        assert [setting.key for setting in version.settings][:3] == ["home", "school", "day_care"]


@pytest.mark.req("S2-FAV-31")
def test_a_gap_is_longer_than_the_most_and_the_last_one_runs_until_today() -> None:
    met = [(START + timedelta(days=n), THE_THREE) for n in (1, 29, 60)]
    found = three_way(met, (START, TODAY), 28)
    assert [(gap.days, gap.is_now) for gap in found.gaps] == [(31, False)]
    found = three_way(met[:1], (START, TODAY), 28)
    assert [(gap.days, gap.is_now) for gap in found.gaps] == [(69, True)]
    assert found.is_open
    assert found.words.endswith("Over 28 dage imellem: 6. okt. 2026 – i dag (69 dage).")


def test_two_of_the_three_are_not_the_three_and_a_pause_is_no_gap() -> None:
    two = [(START + timedelta(days=20), THE_THREE - {Party.ADVISER})]
    assert three_way(two, (START, START + timedelta(days=30)), 28).is_open
    pause = [Pause(START + timedelta(days=1), START + timedelta(days=10))]
    assert not three_way([], (START, START + timedelta(days=30)), 28, pause).gaps
    assert "ikke siddet sammen endnu" in three_way([], (START, START), 28).words
