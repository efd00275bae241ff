"""What we accept, jsonld.js in safe mode accepts too, and writes byte for byte the same.

Badges are broken at random places with fixed seeds. Refusing more than jsonld.js is our right;
accepting more, or writing other bytes, would be a credential that verifies here and fails there.
"""

import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from contexts import ContextsError, canonicalize
from tests.contexts.reference_data import OB, VC2, badge
from tests.peers.node import NodePeers

pytestmark = pytest.mark.usefixtures("each_engine")

MUTATIONS = 250
NAMES = ["name", "id", "@id", "url", "type", "Image", "secret", "urn:p", "_:p", "a b:c", "foo:bar"]
VALUES: list[Any] = [
    *("", "relative", "#frag", "_:b0", "@foo", "@type", "name:foo", "Achievement", "urn:a", "5.0"),
    *("https://x.example/a b", "urn:x:{a}", "urn:ž", "HTTPS://x", "a,b:c", "a+b:c", "\ufeffurn:x"),
    *("x\x00y", "\x7f", "\u2028", "😀", "ﬁ", "%s", "\\", '"'),
    *(5, 5.5, -5, 0, 3.0, 0.1, 123456789.125, 2**53, 1e21, True, False, [], {}),
    {"id": "urn:q"},
    {"@id": "urn:q", "type": "urn:t", "urn:p": [1, "1", 1.5]},
    {"@value": "v"},
    {"@value": True},
    {"@value": 5.5, "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
    {"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#double"},
    {"@value": "v", "@language": "SL-si"},
    {"@value": "v", "@language": "a-"},
    {"@value": "v", "@type": "xsd:string"},
    {"@value": "v", "@type": "@id"},
    {"type": "Image"},
    {"id": "urn:i", "type": "Image", "caption": "x"},
    {"type": ["Achievement", "Profile"], "name": "x"},
    {"@type": "urn:t", "type": "urn:u"},
    {"urn:p": {"urn:q": {}}},
    ["a", "a"],
    ["a", {"id": "urn:q"}],
]


def endorsed() -> dict[str, Any]:
    endorsement = {
        "@context": [VC2, OB],
        "id": "urn:uuid:e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Priporočilo",
        "issuer": {"id": "did:web:zbornica.example", "type": ["Profile"]},
        "validFrom": "2026-02-01T00:00:00Z",
        "credentialSubject": {"id": "urn:a", "type": ["EndorsementSubject"]},
    }
    return badge(endorsement=[endorsement])


def presentation() -> dict[str, Any]:
    return {
        "@context": [VC2],
        "type": "VerifiablePresentation",
        "verifiableCredential": [badge(), badge(id="urn:uuid:other")],
    }


def broken(document: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    for _ in range(MUTATIONS):
        changed = deepcopy(document)
        for _ in range(chance.choice([1, 1, 2])):
            break_somewhere(changed, chance)
        yield changed


def break_somewhere(document: dict[str, Any], chance: random.Random) -> None:
    holder, key = chance.choice(list(places(document)))
    value = deepcopy(chance.choice(VALUES))
    what = chance.choice(["replace", "replace", "drop", "add", "double"])
    if what == "drop":
        del holder[key]
    elif what == "add" and isinstance(holder, dict):
        holder[chance.choice(NAMES)] = value
    elif what == "double":
        holder[key] = [holder[key], value]
    else:
        holder[key] = value


def places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    members = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, member in members:
        if key != "@context":
            yield value, key
            if isinstance(member, (dict, list)):
                yield from places(member)


def foreign(peers: NodePeers, document: dict[str, Any]) -> str:
    text: str = peers.call("canonize", {"document": document})["nquads"]
    return text


@pytest.mark.peers
@pytest.mark.parametrize("make", [badge, endorsed, presentation], ids=lambda make: make.__name__)
def test_whatever_we_accept_jsonld_js_writes_alike(node_peers: NodePeers, make: Any) -> None:  # noqa: ANN401
    document = make()
    assert canonicalize(document) == foreign(node_peers, document)

    seen: Counter[bool] = Counter()
    for changed in broken(document, random.Random(17)):  # noqa: S311 - repeatable, not secret
        try:
            ours = canonicalize(changed)
        except ContextsError:
            seen[False] += 1
            continue
        assert ours == foreign(node_peers, changed)
        seen[True] += 1

    assert seen[True] > MUTATIONS // 4
    assert seen[False] > MUTATIONS // 10
