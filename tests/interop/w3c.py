"""The requests that the public W3C suites make, and what they take for acceptance and refusal.

Written from the suites' assertions; docs/w3c-suites.md lists them. Refusal is 400 or 422 there, and
400 alone in the two suites of VC-API, so it is 400 here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.app.serving import Service, serving, settings_for
from tests.verifier.makers import (
    EC_KEY,
    KEY,
    P384_KEY,
    PrivateKey,
    did_key,
    kind_of,
    multikey,
    proof_options,
    raw_signature,
)
from verifier.cryptosuites import CRYPTOSUITES, HASHES, PROOF_TYPES
from verifier.multibase import multibase_encode

Json = dict[str, Any]

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
SUBJECT = "did:example:subject"


class Suite:
    """A test suite's view of one sandbox."""

    def __init__(self, service: Service) -> None:
        self.service = service
        entry = service.get("/vc-api/sandbox").json()
        self._issuers: list[Json] = entry["issuers"]
        self.verifiers: list[Json] = entry["verifiers"]

    def issuer(self, *tags: str) -> Json:
        """Give the first issuer with all of the tags, as the suites choose it."""
        return next(each for each in self._issuers if set(tags) <= set(each["tags"]))

    def credential(self, tag: str, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
        """Give a small credential by that issuer, with members changed, or removed by None."""
        made: Json = {
            "@context": [V2],
            "type": ["VerifiableCredential"],
            "issuer": self.issuer(*tag.split(","))["id"],
            "credentialSubject": {"id": SUBJECT},
            **changes,
        }
        return {name: value for name, value in made.items() if value is not None}

    def issue_response(self, tag: str, body: object) -> Any:  # noqa: ANN401  # httpx
        """Ask the issuer."""
        return self.service.post(self.issuer(*tag.split(","))["endpoint"], json=body)

    def issue(self, tag: str, credential: Json, **options: object) -> Json:
        """Issue, which has to succeed."""
        answer = self.issue_response(tag, {"credential": credential, "options": options})
        assert answer.status_code == 201, answer.text
        issued: Json = answer.json()["verifiableCredential"]
        return issued

    def refuses_to_issue(self, tag: str, credential: object, **options: object) -> None:
        """Issue, which has to be refused."""
        answer = self.issue_response(tag, {"credential": credential, "options": options})
        assert answer.status_code == 400, f"{credential} {answer.text}"

    def verify(self, credential: object, **options: object) -> Any:  # noqa: ANN401  # httpx
        """Ask the verifier."""
        body = {"verifiableCredential": credential, "options": options}
        return self.service.post("/vc-api/credentials/verify", json=body)

    def accepts(self, credential: object, **options: object) -> None:
        """Verify, which has to succeed."""
        answer = self.verify(credential, **options)
        assert answer.status_code == 200, answer.text
        assert answer.json()["verified"] is True

    def refuses(self, credential: object, **options: object) -> None:
        """Verify, which has to be refused."""
        answer = self.verify(credential, **options)
        assert answer.status_code == 400, f"{credential} {answer.text}"

    def verify_presentation(self, presentation: object, **options: object) -> int:
        """Ask the verifier of presentations, as the suites do; give the status."""
        body = {"verifiablePresentation": presentation, "options": {"checks": [], **options}}
        status: int = self.service.post("/vc-api/presentations/verify", json=body).status_code
        return status


def changed(document: Json, path: str, value: object) -> Json:
    """Change a member of a copy, or remove it (…) by its path with dots."""
    copy = deepcopy(document)
    *parents, name = path.split(".")
    holder = copy
    for parent in parents:
        holder = holder[parent]
    if value is ...:
        holder.pop(name, None)
    else:
        holder[name] = value
    return copy


@contextmanager
def sandbox(folder: Path, migrated: Path) -> Iterator[Suite]:
    """Run the service as it runs for the suites."""
    file = folder / "sandbox.db"
    file.write_bytes(migrated.read_bytes())
    settings = settings_for(f"sqlite:///{file}", sandbox_issuer=True, sandbox_w3c_suites=True)
    with serving(settings) as service:
        yield Suite(service)


SUITE_2020_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
KINDS: dict[str, tuple[str, PrivateKey]] = {
    "eddsa-rdfc-2022": ("eddsa-rdfc-2022", KEY),
    "eddsa-jcs-2022": ("eddsa-jcs-2022", KEY),
    "ecdsa-rdfc-2019,P-256": ("ecdsa-rdfc-2019", EC_KEY),
    "ecdsa-rdfc-2019,P-384": ("ecdsa-rdfc-2019", P384_KEY),
    "ecdsa-jcs-2019,P-256": ("ecdsa-jcs-2019", EC_KEY),
    "ecdsa-jcs-2019,P-384": ("ecdsa-jcs-2019", P384_KEY),
    "Ed25519Signature2020": ("Ed25519Signature2020", KEY),
}
"""Tags to what signs, and a key for credentials that the suites make by themselves."""


def options_for(tag: str, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give proof options of a kind, by its own key, with members changed, or removed by None."""
    name, key = KINDS[tag]
    kind: Json = {"cryptosuite": name}
    if name in PROOF_TYPES:
        kind = {"type": name, "cryptosuite": None}
    method = f"{did_key(key)}#{multikey(key)}"
    return proof_options(method, **{**kind, **changes})


def example(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give an unsigned credential by nobody in particular, as the suites' vectors are."""
    made = {
        "@context": [V2, EXAMPLES, SUITE_2020_CONTEXT],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {"id": SUBJECT, "alumniOf": "The School of Examples"},
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


def proved(
    document: Json, tag: str, options: Json | None = None, hashing: str | None = None
) -> Json:
    """Sign a document so that the signature fits, however wrong the options are.

    `hashing` names another suite whose way of hashing is used, which is wrong too.
    """
    name, key = KINDS[tag]
    suite = (CRYPTOSUITES | PROOF_TYPES)[hashing or name]
    options = options_for(tag) if options is None else options
    if suite.signs_text:
        options = {"@context": document["@context"], **options}
    data = suite.hash_data(
        deepcopy(document),
        {"@context": document["@context"], **options},
        hash_name=HASHES[kind_of(key)],
        sandbox=True,
    )
    value = multibase_encode(raw_signature(data, key))
    return {**document, "proof": {**options, "proofValue": value}}
