"""The sealed stream under a backup: whatever was done to it is found."""

import io
import secrets

import pytest

from hjemmebane.gateways.sealed_stream import (
    CHUNK,
    TAG,
    Opener,
    Sealer,
    Unreadable,
    WrongKey,
    read_first_line,
)

KEY = secrets.token_bytes(32)
DATA = secrets.token_bytes(3 * CHUNK + 1000)
STEP = CHUNK + TAG


def sealed(data: bytes = DATA, key: bytes = KEY) -> bytes:
    """Return data as a sealed stream."""
    file = io.BytesIO()
    sealer = Sealer(file, key, 7)
    for start in range(0, len(data), 300_000):
        sealer.write(data[start : start + 300_000])
    sealer.close()
    return file.getvalue()


def opened(stream: bytes, size: int = len(DATA), key: bytes = KEY) -> bytes:
    """Return what a stream holds, read to its end."""
    opener = Opener(io.BytesIO(stream), key)
    data = opener.read(size)
    assert opener.is_at_end()
    return data


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, len(DATA)])
def test_what_was_written_is_read_whatever_its_length(size: int) -> None:
    assert opened(sealed(DATA[:size]), size) == DATA[:size]


def test_nothing_of_the_data_or_the_key_is_to_be_seen() -> None:
    stream = sealed(b"Frida Holm" * 1000)
    assert b"Frida" not in stream
    assert KEY not in stream
    assert KEY.hex().encode() not in stream
    assert sealed(b"same") != sealed(b"same")


def chunks(stream: bytes) -> tuple[bytes, list[bytes]]:
    """Return a stream's first line and its chunks."""
    first = read_first_line(io.BytesIO(stream)).raw
    body = stream[len(first) :]
    return first, [body[n : n + STEP] for n in range(0, len(body), STEP)]


@pytest.mark.parametrize(
    "how", ["altered", "cut", "cut at a chunk", "swapped", "left out", "added"]
)
def test_a_stream_that_was_tampered_with_is_refused(how: str) -> None:
    first, parts = chunks(sealed())
    match how:
        case "altered":
            parts[1] = parts[1][:500] + bytes([parts[1][500] ^ 1]) + parts[1][501:]
        case "cut":
            parts[-1] = parts[-1][:-5]
        case "cut at a chunk":
            parts.pop()
        case "swapped":
            parts[0], parts[1] = parts[1], parts[0]
        case "left out":
            del parts[1]
        case "added":
            parts.append(parts[-1])
    with pytest.raises(Unreadable):
        opened(first + b"".join(parts))


def test_a_chunk_of_another_stream_under_the_same_key_is_refused() -> None:
    first, parts = chunks(sealed())
    parts[1] = chunks(sealed())[1][1]
    with pytest.raises(Unreadable, match="chunk 1"):
        opened(first + b"".join(parts))


def test_a_first_line_that_was_changed_opens_nothing() -> None:
    stream = sealed()
    with pytest.raises(Unreadable):
        opened(stream.replace(b'"key": 7', b'"key": 8', 1))
    with pytest.raises(Unreadable):
        opened(b"x" + stream)


def test_another_key_of_the_same_number_is_told_from_damage() -> None:
    with pytest.raises(WrongKey):
        opened(sealed(), key=secrets.token_bytes(32))
