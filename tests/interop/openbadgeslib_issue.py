"""Let openbadgeslib issue a badge and its status lists: JSON on standard input and output.

Runs in `.venv-peers`, never in ours. Request: {"issuer": DID, "keys": {algorithm: private key as
PEM}, "verification_method": URL of the EdDSA key, "email": the learner's, "list_url": URL}.
Answer: {"badge": document, "tokens": {algorithm: compact JWT}, "lists": {"good", "revoked":
documents; "good-token", "revoked-token": compact JWTs}}.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from openbadgeslib.ob3.credential import (  # type: ignore[import-not-found]
    Achievement,
    Alignment,
    IdentityObject,
    Issuer,
    OpenBadgeCredential,
    Result,
    ResultDescription,
)
from openbadgeslib.ob3.ldp import (  # type: ignore[import-not-found]
    OB3LdpSigner,
    add_data_integrity_proof,
)
from openbadgeslib.ob3.signer import OB3Signer  # type: ignore[import-not-found]
from openbadgeslib.ob3.status_list import (  # type: ignore[import-not-found]
    build_status_list_credential,
    status_entry,
)

ISSUED_AT = datetime(2025, 1, 15, 9, tzinfo=UTC)
OWN_INDEX, ANOTHERS_INDEX = 7, 6
GRADE = "urn:uuid:6f1d7c0e-8a53-4f6f-9a0c-2b7f3f0d1e10"


def main() -> None:
    """Answer the one request on standard input."""
    request = json.load(sys.stdin)
    keys, badge = request["keys"], credential(request)
    linked_data = OB3LdpSigner(keys["EdDSA"], request["verification_method"])
    answer = {
        "badge": linked_data.sign(badge, created=ISSUED_AT),
        "tokens": {name: OB3Signer(key, name).sign(badge) for name, key in keys.items()},
        "lists": {
            **status_lists(request, "good", {ANOTHERS_INDEX}),
            **status_lists(request, "revoked", {ANOTHERS_INDEX, OWN_INDEX}),
        },
    }
    json.dump(answer, sys.stdout)


def status_lists(request: dict[str, Any], name: str, revoked: set[int]) -> dict[str, Any]:
    """Publish one list in both forms."""
    key, method = request["keys"]["EdDSA"], request["verification_method"]
    unsigned = build_status_list_credential(
        request["issuer"], request["list_url"], "revocation", revoked, issued=ISSUED_AT
    )
    # The library's own sign_status_list_credential takes `nbf` from the machine's clock.
    claims = {"iss": request["issuer"], "jti": unsigned["id"], "nbf": int(ISSUED_AT.timestamp())}
    return {
        name: add_data_integrity_proof(unsigned, key, method, created=ISSUED_AT),
        f"{name}-token": OB3Signer(key, "EdDSA").sign_payload({**unsigned, **claims}),
    }


def credential(request: dict[str, Any]) -> Any:  # noqa: ANN401 - a foreign type
    """Write a badge with what the library's model holds."""
    return OpenBadgeCredential(
        issuer=Issuer(
            id=request["issuer"], name="Escuela de Ejemplo", url="https://school.example/"
        ),
        recipient_id=None,
        identifiers=[IdentityObject.create(request["email"], salt="Kosher")],
        achievement=achievement(),
        id="urn:uuid:0a4d1b5e-51f0-4f0b-9b5f-3a3c5a6d7e8f",
        issuance_date=ISSUED_AT,
        credential_status=[status_entry(request["list_url"], "revocation", OWN_INDEX)],
        credits_earned=1.5,
        results=[Result(value="A", result_description=GRADE)],
    )


def achievement() -> Any:  # noqa: ANN401 - a foreign type
    """Write what the badge is about."""
    return Achievement(
        id="urn:uuid:8d1c3a51-2b8a-4f0f-9a77-2a6d3f5f0b22",
        name="Cuidado de frutales",
        description="Poda e injerta árboles de más de cuarenta años.",
        criteria_narrative="Podó tres árboles ante un examinador.",
        achievement_type="Certificate",
        credits_available=1.5,
        alignments=[
            Alignment(
                target_name="podar árboles",
                target_url="http://data.europa.eu/esco/skill/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d",
            )
        ],
        result_descriptions=[ResultDescription(id=GRADE, name="Nota", result_type="LetterGrade")],
    )


if __name__ == "__main__":
    main()
