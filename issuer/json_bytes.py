"""JSON as we hand it out."""

from __future__ import annotations

import orjson

from contexts import JsonObject, JsonValue


def json_bytes(document: JsonValue) -> bytes:
    """Write JSON as UTF-8 without blanks, members in the order they were put.

    Raises ValueError for what JSON has no form for, such as half a character.
    """
    try:
        # A copy: orjson's own bytes keep all of the buffer it wrote into, up to twice as much.
        return bytes(memoryview(orjson.dumps(document)))
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error


def with_members_before(body: bytes, members: JsonObject) -> bytes:
    """Put members at the beginning of an object that json_bytes wrote; neither may be empty."""
    return json_bytes(members)[:-1] + b"," + body[1:]


def with_member_after(body: bytes, name: str, value: bytes) -> bytes:
    """Put one member, given as JSON, at the end of an object that json_bytes wrote."""
    return b'%b,"%b":%b}' % (body[:-1], name.encode("ascii"), value)
