"""What a wallet hands over: the `vp_token` of OpenID4VP 1.0, section 8.1, taken apart.

Only its form is judged here. Each presentation in it is a stranger's document, and verified as one.
"""

import json
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.judgement import shown
from verifier.openid4vp.dcql import FORMATS, LDP_VC

MOST_PRESENTATIONS = 8
"""In one answer; each is verified like anything that a stranger hands in."""


class MalformedVpToken(ValueError):
    """The token is no answer to the query that was sent; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Presented:
    """One presentation, as it came."""

    query_id: str
    secured: bytes

    @property
    def format(self) -> str:
        """Give the format that was asked for under this id."""
        return FORMATS[self.query_id]


def read_vp_token(vp_token: JsonValue, *, several: bool = False) -> tuple[Presented, ...]:
    """Take the presentations that were asked for out of a token. Raises MalformedVpToken.

    The keys are the query's ids and the values always arrays (section 8.1). The query lets a
    wallet choose one of its options; where several were not asked for, that is one presentation.
    """
    if not isinstance(vp_token, dict):
        raise MalformedVpToken("The vp_token has to be an object with the ids of the query.")
    found = [(name, item) for name, items in vp_token.items() for item in _array_of(name, items)]
    most = MOST_PRESENTATIONS if several else 1
    if not 1 <= len(found) <= most:
        raise MalformedVpToken(
            f"From 1 to {most} presentations were asked for, and the vp_token holds {len(found)}."
        )
    return tuple(_presented(name, item) for name, item in found)


def _presented(name: str, item: JsonValue) -> Presented:
    if name not in FORMATS:
        raise MalformedVpToken(f"The query has no part {shown(name)}.")
    return Presented(name, _secured(FORMATS[name], item))


def _array_of(name: str, items: JsonValue) -> list[JsonValue]:
    if not isinstance(items, list) or not items:
        raise MalformedVpToken(f"What the vp_token has under {shown(name)} is not a filled array.")
    return items


def _secured(form: str, item: JsonValue) -> bytes:
    if form == LDP_VC:
        return _as_json(item)
    if not isinstance(item, str) or not item:
        raise MalformedVpToken(f"A presentation of the format {form} is a text.")
    return item.encode()


def _as_json(item: JsonValue) -> bytes:
    if not isinstance(item, dict):
        raise MalformedVpToken("A presentation of the format ldp_vc is an object.")
    document: JsonObject = item
    return json.dumps(document, ensure_ascii=False).encode()
