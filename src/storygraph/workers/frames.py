"""Messages between a build and its workers: a length in eight bytes, then so many bytes."""

from typing import IO

#: What an answer opens with: an encoded reading follows, or the name and text of an error.
READING, FAILURE = b"r", b"e"
_HEAD = 8


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send one message."""
    stream.write(len(content).to_bytes(_HEAD, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next message, or None if there is no whole one any more."""
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        return None
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return content if len(content) == length else None
