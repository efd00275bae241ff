"""Evidence packs that somebody else made, to have us repeat a verdict we never gave."""

from datetime import UTC, datetime, timedelta
from functools import cache

from app.demo.pki import DemoPki, new_demo_pki
from contexts import JsonObject
from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from issuer.sealing import SealOptions, seal
from tests.hostile.case import Case, Json, Sent, as_json
from tests.issuer.rendering.europass.examples import europass_material
from tests.seals import SCHOOL, KeyInMemory, services
from tests.trusted_lists import Service
from verifier.evidence import EvidencePack, RecordedPolicy, Stated
from verifier.evidence_file import content_digest, to_json
from verifier.securing.jades import Level
from verifier.securing.pki.certificates import read_certificate
from verifier.securing.pki.trusted_list_file import lists_json
from verifier.securing.pki.trusted_lists import ListedService, TrustedLists

NOT_BELIEVED = "indeterminate SEAL_CHAIN_UNKNOWN"
MALFORMED = "failed EVIDENCE_MALFORMED"
MADE_AT = datetime(2026, 5, 1, tzinfo=UTC)
UNTIL = MADE_AT + timedelta(days=3650)


@cache
def pki() -> DemoPki:
    """Make authorities of the stranger's own."""
    return new_demo_pki(MADE_AT)


@cache
def sealed() -> bytes:
    """Seal a credential with a certificate nobody here knows."""
    payload = json_bytes(render(europass_material()))
    signer = KeyInMemory(pki().new_seal(SCHOOL, MADE_AT), authority=pki().authority.der)
    return seal(payload, signer, services(), MADE_AT, SealOptions(Level.B)).to_bytes()


def lists(xml: str) -> JsonObject:
    """Write lists on which the demonstration's authority stands, as this XML says."""
    subject = read_certificate(pki().authority.der).subject.hashable
    service = ListedService("SI", (subject,), xml)
    return lists_json(TrustedLists.of([service], {"SI": UNTIL}, UNTIL, digest="sha256:00"))


def pack(trusted_lists: object, secured: bytes | None = None) -> bytes:
    """Write a pack whose digest fits, with these trusted lists."""
    whole = to_json(
        EvidencePack(
            secured=secured or sealed(),
            resources={},
            now=MADE_AT,
            policy=RecordedPolicy("hostile", "1"),
            release="1",
            stated=Stated("passed", ()),
        )
    )
    whole["policy"]["trusted_lists"] = trusted_lists
    content: Json = {**whole, "digest": content_digest(whole)}
    return as_json(content)


def of_lists(trusted_lists: object, expected: str) -> Case:
    """Make a case of trusted lists in a pack."""
    return Case(
        lambda _: Sent(pack(trusted_lists), "application/vnd.dokazilo.evidence+json"), expected
    )


def of_xml(given: str | None = None, *, times: int = 1) -> Case:
    """Make a case of a service in XML, repeated; of one that names the authority, else."""
    xml = given if given is not None else Service(pki().authority.der).xml()
    return Case(
        lambda _: Sent(pack(lists(xml * times)), "application/vnd.dokazilo.evidence+json"),
        NOT_BELIEVED,
    )


CASES = {
    "a list of the stranger's own": of_xml(),
    "a list of a thousand services": of_xml(times=1000),
    "a deep service": of_xml("<a>", times=200_000),
    "a service that is no XML": of_xml("&a;"),
    "a service that ends the list": of_xml("</TSPServices></TrustServiceProvider>"),
    "a service that declares entities": of_lists(
        {**lists(""), "services": [{"territory": "SI", "subjects": [], "xml": "<!ENTITY a 'b'>"}]},
        MALFORMED,
    ),
    "lists that are a text": of_lists("all of them", MALFORMED),
    "lists with a member too many": of_lists({**lists(""), "qualified": True}, MALFORMED),
    "an end in no year": of_lists({**lists(""), "list_of_lists_until": "9999-99-99"}, MALFORMED),
}
