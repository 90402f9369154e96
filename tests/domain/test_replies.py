"""How an invitation stands, in words: who has said yes, who is missing, who cannot or will not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hjemmebane.domain.agenda import MeetingReply, SeatReply, replies_in_words

AT = datetime(2026, 11, 26, 14, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
YES, NO, OTHER = MeetingReply.YES, MeetingReply.NO, MeetingReply.OTHER_TIME


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ([], ""),
        ([SeatReply("Frida", YES)], "1 af 1 har sagt ja"),
        ([SeatReply("Frida", YES), SeatReply("Jonas")], "1 af 2 har sagt ja, Jonas mangler"),
        ([SeatReply("Frida"), SeatReply("Jonas")], "0 af 2 har sagt ja, Frida og Jonas mangler"),
        ([SeatReply("Frida", NO)], "0 af 1 har sagt ja, Frida kan ikke"),
        (
            [SeatReply("Frida", YES), SeatReply("Jonas", OTHER, AT)],
            "1 af 2 har sagt ja, Jonas foreslår tors. 26. nov. kl. 14.00",
        ),
    ],
)
def test_an_invitation_says_who_has_answered_what(replies: list[SeatReply], words: str) -> None:
    assert replies_in_words(replies) == words
