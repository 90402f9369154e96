"""The fields of what other systems send: bounded, without signs that cannot be kept."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Header, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from hjemmebane.domain.case_notes import NOTE_MAX

KEY_PATTERN = r"^[\x21-\x7e]{8,80}$"
CURSOR_PATTERN = r"^[A-Za-z0-9_-]{8,200}$"
VERSION_PATTERN = r"^[1-9][0-9]{0,8}-[a-z_]{4,12}$"
CPR_PATTERN = r"^[0-9]{6}[- ]?[0-9]{4}$"
ETAG_PATTERN = r'^"[1-9][0-9]{0,8}-[a-z_]{4,12}"$'


def _keepable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("bad_signs", "the text has signs that cannot be kept")
    return text


class Given(Schema):
    """What another system sends; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_keepable),
]
SearchText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=120),
    AfterValidator(_keepable),
]
ShortText = Annotated[str, StringConstraints(max_length=200), AfterValidator(_keepable)]
Reason = Annotated[str, StringConstraints(max_length=300), AfterValidator(_keepable)]
NoteText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=NOTE_MAX),
    AfterValidator(_keepable),
]
Cpr = Annotated[str, StringConstraints(pattern=CPR_PATTERN)]
Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN)]
Cursor = Annotated[str, StringConstraints(pattern=CURSOR_PATTERN)]
Limit = Annotated[int, Field(ge=1, le=100)]
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Day = Annotated[date, Field(ge=FIRST.date(), le=LAST.date())]
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
Id = UUID

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description="Afsenderens egen nøgle, én for hver skrivning (8-80 synlige ASCII-tegn).",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=ETAG_PATTERN,
        description="Sagens version, som den blev læst (ETag); eller feltet `version`.",
    ),
]
