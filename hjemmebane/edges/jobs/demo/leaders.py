"""The meetings of the leader of prevention with PPR: held, to be noted, and ahead."""

from datetime import timedelta

from hjemmebane.edges.jobs.demo.town import Town, at

# weeks from today, what about, what was decided
MEETINGS = (
    (-4, "Henvisninger om sprog og trivsel", "PPR tager dem under seks år, vi tager resten."),
    (-1, "Familier på begge ventelister", ""),
    (3, "Forårets gruppeforløb", ""),
)
HOUR = 9


def fill_leaders(town: Town) -> None:
    """Write the leaders' meetings: none of them is about one family."""
    gry = town.users["gry"]["id"]
    for weeks, points, decided in MEETINGS:
        starts_at = at(town.anchor + timedelta(weeks=weeks, days=-1), HOUR)
        town.book.add(
            "leadership.LeaderMeeting",
            unit_id=town.units["prevention"]["id"],
            partner_id=town.units["ppr"]["id"],
            starts_at=starts_at,
            points=points,
            planned_by_id=gry,
            held_by_id=gry if decided else None,
            held_at=starts_at + timedelta(hours=2) if decided else None,
            decisions=decided,
        )
