"""Six verifiers, one question: what do you say of this credential? A few words as the answer."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contexts import JsonObject, context_document
from tests.interop.issued import JUDGED_AT, school_document
from tests.issuer.vectors import reference_json
from tests.peers import openbadgeslib
from tests.peers.node import OPEN_BADGE_SCHEMA_URL, NodePeers
from tests.peers.openvc import Openvc
from verifier import (
    LIMITS,
    AllowedIssuers,
    Fetched,
    Outcome,
    Report,
    Resources,
    TrustPolicy,
    Unavailable,
    verify,
)
from verifier.identifiers import did_web_url

PASSES, REFUSES, REVOKED, SUSPENDED = "passes", "refuses", "revoked", "suspended"
WRONG_FORM = "wrong form"
NOT_ASKED = "–"  # noqa: RUF001 - as the tables have it

SCHEMA_FILE = "ob3/schemas/ob_v3p0_achievementcredential_schema.json"

Documents = Mapping[str, JsonObject | str]
"""What can be downloaded, by URL: documents, and tokens as text."""


@dataclass(frozen=True)
class Case:
    """A credential, what the world has published about it, and when it is judged."""

    secured: JsonObject | str
    """A document, or a compact JWT."""
    lists: Documents = field(default_factory=dict)
    did_document: JsonObject = field(default_factory=school_document)
    """Of the issuer; by default of the school in tests.interop.issued."""
    now: datetime = JUDGED_AT
    """For those who take the time as an argument; the others read the machine's clock."""

    @property
    def files(self) -> Documents:
        """Give every document by the URL at which it is downloaded."""
        identifier = self.did_document["id"]
        if not identifier.startswith("did:web:"):  # the identifier is the key
            return self.lists
        return {did_web_url(identifier): self.did_document, **self.lists}


# --- Dokazilo ------------------------------------------------------------------------------------


def our_report(case: Case, policy: TrustPolicy | None = None) -> Report:
    """Verify with the documents handed over; what is missing could not be had."""
    trusted = policy or AllowedIssuers({case.did_document["id"]: "the issuer"})
    resources = fetched(case.files, case.now)
    for _ in range(LIMITS.rounds + 1):
        report = verify(data_of(case.secured), resources, now=case.now, policy=trusted)
        if not report.needs:
            return report
        urls = [need.url for need in report.needs]
        resources = {**resources, **{url: Unavailable(url, "no answer", case.now) for url in urls}}
    raise AssertionError("the needs do not end")


def word_of(report: Report) -> str:
    """Give "passes", or the outcome with the code of its one cause."""
    if report.outcome is Outcome.PASSED:
        return PASSES
    cause = report.root_cause
    return f"{report.outcome.value} {cause.problem.code if cause and cause.problem else '?'}"


def our_word(_: NodePeers, case: Case) -> str:
    """Give our verifier's word."""
    return word_of(our_report(case))


def fetched(documents: Documents, now: datetime) -> Resources:
    """Hand over documents as our verifier's shell does."""
    return {
        url: Fetched(url, "application/json", data_of(document), now)
        for url, document in documents.items()
    }


def data_of(document: JsonObject | str) -> bytes:
    """Give a document as JSON, and a token as it is."""
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return text.encode()


# --- @digitalbazaar/vc ---------------------------------------------------------------------------


def digitalbazaar_report(peers: NodePeers, case: Case, *, check_status: bool = True) -> JsonObject:
    """Ask @digitalbazaar/vc; it resolves a DID to its document without a URL in between."""
    report: JsonObject = peers.call(
        "digitalbazaar_verify",
        {
            "credential": case.secured,
            "documents": {**_by_did(case.did_document), **case.lists},
            "checkStatus": check_status,
            "now": case.now.isoformat(),
        },
    )
    return report


def _by_did(document: JsonObject) -> Documents:
    """Give a document by its DID; of an issuer that is its own key there is none."""
    return {document["id"]: document} if "verificationMethod" in document else {}


def digitalbazaar_word(peers: NodePeers, case: Case) -> str:
    """Read its report; a revoked credential is "verified" to it, so the bits are looked at."""
    if isinstance(case.secured, str):
        return NOT_ASKED
    suite = suite_of(case.secured)
    if suite != "eddsa-rdfc-2022":
        request = {"credential": case.secured, "suite": suite, "now": case.now.isoformat()}
        return PASSES if peers.call("suites_verify", request)["verified"] else REFUSES
    report = digitalbazaar_report(peers, case)
    if not report["verified"]:
        return REFUSES
    bits = {status["purpose"]: status["set"] for status in report["statuses"]}
    assert ("revocation" in bits) is ("credentialStatus" in case.secured)
    if bits.get("revocation"):
        return REVOKED
    return SUSPENDED if bits.get("suspension") else PASSES


def suite_of(document: JsonObject) -> str:
    """Name the cryptosuite of a document's one proof, or the proof's type where that says it."""
    proof = document["proof"]
    return str(proof.get("cryptosuite", proof["type"]))


# --- verifier-core -------------------------------------------------------------------------------


def verifier_core_report(peers: NodePeers, case: Case) -> JsonObject:
    """Ask verifier-core, which fetches: from the files handed over, and nothing else."""
    documents = {**case.files, OPEN_BADGE_SCHEMA_URL: reference_json(SCHEMA_FILE)}
    files = {url: data_of(document).decode() for url, document in documents.items()}
    report: JsonObject = peers.call("verifier_core", {"credential": case.secured, "files": files})
    return report


def verifier_core_word(peers: NodePeers, case: Case) -> str:
    """Read its report: it has a step for each thing, and no verdict."""
    if isinstance(case.secured, str):
        return NOT_ASKED
    report = verifier_core_report(peers, case)
    steps = {step["id"]: step["valid"] for step in report["log"]}
    if steps.get("valid_signature") is not True or steps.get("expiration") is not True:
        return REFUSES
    if steps.get("revocation_status", "no status is named") is None:
        return REFUSES
    for step, word in (("revocation_status", REVOKED), ("suspension_status", SUSPENDED)):
        if steps.get(step) is False:
            return word
    good_form = all(result["valid"] for result in report["schemas"])
    return PASSES if good_form else WRONG_FORM


# --- jose ----------------------------------------------------------------------------------------


def jose_word(peers: NodePeers, case: Case) -> str:
    """Check the bytes of a token under the key that its `kid` names in the issuer's document."""
    if not isinstance(case.secured, str):
        return NOT_ASKED
    header = header_of(case.secured)
    methods = case.did_document.get("verificationMethod", [])
    listed = [method["publicKeyJwk"] for method in methods if method["id"] == header.get("kid")]
    jwk = listed[0] if listed else header["jwk"]  # which binds nobody: jose looks at bytes alone
    algorithm = header["alg"] if header["alg"] == "RS256" else "ES256"
    request = {"jwt": case.secured, "jwk": jwk, "alg": algorithm}
    return PASSES if peers.call("jose_verify", request)["verified"] else REFUSES


def header_of(token: str) -> JsonObject:
    """Read the header of a token."""
    return _segment(token, 0)


def claims_of(token: str) -> JsonObject:
    """Read the claims of a token."""
    return _segment(token, 1)


def _segment(token: str, place: int) -> JsonObject:
    text = token.split(".")[place]
    value: JsonObject = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return value


# --- openbadgeslib -------------------------------------------------------------------------------


def openbadgeslib_opinion(case: Case) -> openbadgeslib.Opinion:
    """Ask openbadgeslib, with the status."""
    files = {url: data_of(document).decode() for url, document in case.files.items()}
    issuer = case.did_document["id"]
    return openbadgeslib.verify(case.secured, issuer=issuer, files=files, check_status=True)


def openbadgeslib_word(_: NodePeers, case: Case) -> str:
    """Read its opinion; in a sentence it says why a status is not good."""
    opinion = openbadgeslib_opinion(case)
    if not opinion.verified:
        return REFUSES
    if opinion.revoked_or_unknown is None:
        return PASSES
    for purpose, word in (("revocation", REVOKED), ("suspension", SUSPENDED)):
        if f"'{purpose}' is set" in opinion.revoked_or_unknown:
            return word
    return REFUSES


# --- openvc-core ---------------------------------------------------------------------------------

OPENVC = "openvc-core"
CONTEXTS = (
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://w3id.org/security/suites/ed25519-2020/v1",
)
"""What it does not bring itself."""


def openvc_word(openvc: Openvc, case: Case) -> str:
    """Ask openvc-core, with the status; it reads no token whose payload is the credential."""
    if isinstance(case.secured, str):
        return NOT_ASKED
    return openvc.verify(
        case.secured,
        now=case.now.isoformat(),
        files={url: data_of(document).decode() for url, document in case.files.items()},
        contexts={url: context_document(url) for url in CONTEXTS},
    ).word


COLUMNS: dict[str, Callable[[NodePeers, Case], str]] = {
    "Dokazilo": our_word,
    "@digitalbazaar/vc": digitalbazaar_word,
    "verifier-core": verifier_core_word,
    "jose": jose_word,
    "openbadgeslib": openbadgeslib_word,
}
"""By their names in the tables of docs/interop.md; openvc-core is a process of its own."""


def words(peers: NodePeers, case: Case) -> list[str]:
    """Ask the five, in the order of the columns."""
    return [ask(peers, case) for ask in COLUMNS.values()]
