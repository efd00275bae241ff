"""The sandbox's lists in memory: bounded, signed anew only when something changed."""

from datetime import UTC, datetime

import pytest

from app.clock import RandomIds
from app.keys.throwaway import throwaway_key
from app.sandbox import status_lists
from app.sandbox.status_lists import NoMoreLists, SandboxLists
from tests.verifier.makers import causes, encoded
from verifier import AllowedIssuers, verify
from verifier.keys import KeyKind
from verifier.status_list import StatusList

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BASE = "https://localhost:8443/vc-api/status-lists"


def lists(kind: KeyKind = "Ed25519") -> SandboxLists:
    return SandboxLists(throwaway_key(kind), BASE, RandomIds())


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384"])
def test_a_list_is_signed_by_every_kind_of_key(kind: KeyKind) -> None:
    mine = lists(kind)
    signed = mine.credential(mine.create("revocation"), NOW)
    assert signed is not None
    policy = AllowedIssuers({mine.key.did: "sandbox"})
    report = verify(encoded(signed), {}, now=NOW, policy=policy)
    assert "proof" not in " ".join(causes(report))


def test_it_is_signed_anew_only_when_something_changed() -> None:
    mine = lists()
    list_id = mine.create("revocation")
    first = mine.credential(list_id, NOW)
    assert mine.credential(list_id, NOW) is first
    mine.set(list_id, 7, value=True)
    second = mine.credential(list_id, NOW)
    assert second is not None
    bits = StatusList.decode(second["credentialSubject"]["encodedList"], 1 << 20)
    assert [bits.get(6), bits.get(7), bits.get(8)] == [False, True, False]


def test_one_list_for_each_purpose() -> None:
    mine = lists()
    urls = [mine.allot(f"urn:uuid:{n}", "revocation")["statusListCredential"] for n in range(3)]
    assert len(set(urls)) == 1
    assert mine.allot("urn:uuid:0", "suspension")["statusListCredential"] not in urls
    assert mine.place_of("urn:uuid:0", "suspension") is not None
    assert mine.place_of("urn:uuid:1", "suspension") is None
    assert mine.purpose_of("unknown") is None
    assert mine.credential("unknown", NOW) is None


def test_memory_is_bounded() -> None:
    mine = lists()
    for _ in range(status_lists._MOST_LISTS):
        mine.create("revocation")
    with pytest.raises(NoMoreLists):
        mine.create("revocation")
    list_id = next(iter(mine._lists))
    for number in range(status_lists._MOST_CREDENTIALS + 1):
        mine.place(f"urn:uuid:{number}", "revocation", list_id, number)
    assert mine.place_of("urn:uuid:0", "revocation") is None
    assert mine.place_of("urn:uuid:1", "revocation") == (list_id, 1)
