"""Badges of Open Badges 2.0: openbadgeslib and we sign, bake and judge for one another."""

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.peers import openbadgeslib
from tests.verifier.containers.making import png, svg
from tests.verifier.makers import EC_KEY, causes
from tests.verifier.open_badges_2.making import (
    ASSERTION,
    KEY_2,
    REVOKED,
    SIGNED_ID,
    Json,
    example,
    judged,
    published,
    rsa_key,
    signed_assertion,
    token,
)
from verifier import Fetched, Outcome
from verifier.containers import unpack

pytestmark = pytest.mark.usefixtures("openbadgeslib_is_here")
PROGRAM = Path(openbadgeslib.__file__).with_name("openbadgeslib_ob2.py")


def ask(**request: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    """Put one question to openbadgeslib."""
    done = subprocess.run(  # noqa: S603  # our own program
        [openbadgeslib.PYTHON, "-I", PROGRAM],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=openbadgeslib.LIMIT_SECONDS,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def pem(key: Any) -> str:  # noqa: ANN401  # any private key
    written: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return written.decode()


def files(**changes: Json) -> Mapping[str, str]:
    return {
        url: resource.body.decode()
        for url, resource in published(**changes).items()
        if isinstance(resource, Fetched)
    }


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_what_openbadgeslib_signs_we_pass(algorithm: str) -> None:
    key = rsa_key() if algorithm == "RS256" else EC_KEY
    creator = {"type": "SignedBadge"} | ({"creator": KEY_2} if algorithm == "ES256" else {})
    assertion = signed_assertion(
        verification=creator, evidence="https://school.example/evidence/17"
    )
    signed = ask(do="sign", assertion=assertion, key=pem(key), algorithm=algorithm)["token"]
    report = judged(signed.encode())
    assert (report.outcome, report.facts.securing) == (Outcome.PASSED, algorithm)


@pytest.mark.parametrize("text", [token().decode(), ASSERTION, json.dumps(example("assertion"))])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_what_openbadgeslib_bakes_we_find(kind: str, text: str) -> None:
    picture = base64.b64encode(png() if kind == "png" else svg("")).decode()
    baked = base64.b64decode(ask(do="bake", kind=kind, picture=picture, text=text)["picture"])
    unpacked = unpack(baked)
    assert unpacked.is_open_badges_2
    assert unpacked.secured.decode() == text


GONE_WRONG = {
    "another recipient": example(
        "assertion", recipient={"type": "email", "hashed": False, "identity": "x@y.z"}
    ),
    "another badge": example("assertion", badge="https://school.example/badges/6"),
    "another day": example("assertion", issuedOn="2018-03-01T10:00:00+01:00"),
    "no end": example("assertion", expires=None),
}


@pytest.mark.parametrize("name", ["good", *GONE_WRONG])
def test_of_hosted_badges_both_say_the_same(name: str) -> None:
    handed_in = GONE_WRONG.get(name) or example("assertion")
    theirs = ask(do="verify", credential=handed_in, files=files())
    ours = judged(handed_in)
    assert theirs["verified"] is (ours.outcome is Outcome.PASSED), (theirs, causes(ours))


@pytest.mark.parametrize(
    ("documents", "good"),
    [
        ({}, True),
        ({"profile": example("profile", verification={"startsWith": ASSERTION})}, True),
        ({"profile": example("profile", verification={"startsWith": "https://a.example/"})}, False),
        ({"profile": example("profile", verification={"allowedOrigins": "a.example"})}, False),
        ({"profile": example("profile", id="https://other.example/issuer")}, False),
        ({"profile": example("profile", publicKey=[])}, True),
    ],
)
def test_of_an_issuer_s_rules_both_say_the_same(documents: dict[str, Json], good: bool) -> None:  # noqa: FBT001
    theirs = ask(do="verify", credential=example("assertion"), files=files(**documents))
    ours = judged(example("assertion"), published(**documents))
    assert (theirs["verified"], ours.outcome is Outcome.PASSED) == (good, good), theirs


@pytest.mark.parametrize(
    ("documents", "good"),
    [
        ({}, True),
        ({"revoked": example("revocation-list", revokedAssertions=[SIGNED_ID])}, False),
        ({"revoked": example("revocation-list", revokedAssertions=[{"id": SIGNED_ID}])}, False),
        ({"profile": example("profile", publicKey="https://school.example/keys/3")}, False),
        ({"key": {**json.loads(files()["https://school.example/keys/1"]), "owner": "x:y"}}, False),
    ],
)
def test_of_signed_badges_both_say_the_same(documents: dict[str, Json], good: bool) -> None:  # noqa: FBT001
    theirs = ask(do="verify", credential=token().decode(), files=files(**documents))
    ours = judged(token(), published(**documents))
    assert (theirs["verified"], ours.outcome is Outcome.PASSED) == (good, good), theirs


def test_where_we_are_stricter_and_why() -> None:
    """A list that says nothing revokes nothing for them; for us, nothing is known then."""
    silent = {"revoked": example("revocation-list", revokedAssertions=None)}
    theirs = ask(do="verify", credential=token().decode(), files=files(**silent))
    ours = judged(token(), published(**silent))
    assert theirs["verified"] is True
    assert causes(ours) == ["credentialStatus indeterminate STATUS_LIST_MALFORMED"]
    assert REVOKED in str(ours.root_cause)
