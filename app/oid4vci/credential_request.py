"""What a wallet asks for, read strictly (OpenID4VCI 1.0, section 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from app.oid4vci.errors import invalid_proof, invalid_request
from app.oid4vci.habits import Habit
from app.oid4vci.tolerance import lets_through
from app.services import Services
from contexts import JsonObject, JsonValue
from verifier.json_reading import read_object
from verifier.judgement import Judged

MOST_KEYS = 10
"""Copies that one request can ask for: the `batch_size` of the metadata."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialRequest:
    """One request."""

    configuration_id: str | None
    identifier: str | None
    """Exactly one of the two is given."""
    proof_type: str
    proofs: tuple[JsonValue, ...]
    """One for each key, at least one."""


def read_request(services: Services, body: bytes) -> CredentialRequest:
    """Read a request. Raises OAuthError."""
    content = read_body(body)
    named = ("credential_configuration_id", "credential_identifier")
    configuration_id, identifier = (_text(content, name) for name in named)
    if (configuration_id is None) == (identifier is None):
        raise invalid_request(f"Send one of {named[0]} and {named[1]}.")
    proof_type, proofs = _proofs(services, content)
    return CredentialRequest(
        configuration_id=configuration_id,
        identifier=identifier,
        proof_type=proof_type,
        proofs=proofs,
    )


def read_body(body: bytes) -> JsonObject:
    """Read a JSON object. Raises OAuthError invalid_credential_request."""
    try:
        return read_object(body)
    except Judged as stopped:
        raise invalid_request(stopped.problem.detail) from None


def _text(content: JsonObject, name: str) -> str | None:
    value = content.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid_request(f"{name} has to be a text.")
    return value


def _proofs(services: Services, content: JsonObject) -> tuple[str, tuple[JsonValue, ...]]:
    proofs = content.get("proofs")
    if proofs is None and "proof" in content and lets_through(services, Habit.SINGULAR_PROOF):
        return _singular(content["proof"])
    if not isinstance(proofs, dict) or not proofs:
        raise invalid_proof(services, "proofs is missing: the credential is bound to your key.")
    if "proof_type" in proofs and lets_through(services, Habit.PROOF_TYPE_MEMBER):
        proofs = {name: value for name, value in proofs.items() if name != "proof_type"}
    if len(proofs) != 1:
        raise invalid_proof(services, "proofs holds proofs of one type.")
    proof_type, listed = next(iter(proofs.items()))
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_KEYS:
        raise invalid_proof(services, f"Send an array of one to {MOST_KEYS} proofs.")
    return proof_type, tuple(listed)


def _singular(proof: JsonValue) -> tuple[str, tuple[JsonValue, ...]]:
    if not isinstance(proof, dict) or proof.get("proof_type") != "jwt":
        raise invalid_request("proof has to be an object with the proof_type jwt.")
    return "jwt", (proof.get("jwt"),)
