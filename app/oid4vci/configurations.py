"""The credentials that wallets can ask for: the whole list (OpenID4VCI 1.0, section 12.2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contexts import JsonObject, JsonValue
from issuer.model.holder_copy import CopyFormat
from issuer.rendering.frame import CONTEXTS
from issuer.signing import CRYPTOSUITE

COMMON = ""
"""The path of the credential issuer that every wallet may use: the service itself."""

PROOF_ALGORITHMS = ("ES256", "ES384", "EdDSA", "Ed25519")
_BINDING_METHODS = ("did:key", "did:jwk", "jwk")
_TYPES: list[JsonValue] = ["VerifiableCredential", "OpenBadgeCredential"]
_CLAIMS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("credentialSubject", "achievement", "name"), "Dosežek", "Achievement"),
    (("credentialSubject", "identifier"), "Učeči se", "Learner"),
    (("issuer", "name"), "Izdajatelj", "Issuer"),
    (("awardedDate",), "Datum dosežka", "Awarded on"),
    (("credentialSubject", "result"), "Rezultat", "Result"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialConfiguration:
    """One kind of credential in one format."""

    id: str
    """Its scope has the same name."""
    issuer: str
    """The path of the credential issuer that offers it."""
    copy_format: CopyFormat
    signing_algorithms: tuple[str, ...]
    """Cryptosuites for ldp_vc, JWS algorithms for the others."""
    of_format: JsonObject
    """What the format's profile adds (appendix A)."""
    binding_methods: tuple[str, ...] = _BINDING_METHODS
    proof_types: JsonObject = field(
        default_factory=lambda: {
            "jwt": {"proof_signing_alg_values_supported": list(PROOF_ALGORITHMS)}
        }
    )
    claims: tuple[tuple[tuple[str, ...], str, str], ...] = _CLAIMS
    """Path, and what it is called in Slovenian and in English."""


CONFIGURATIONS: tuple[CredentialConfiguration, ...] = (
    CredentialConfiguration(
        id="OpenBadgeCredential_ldp_vc",
        issuer=COMMON,
        copy_format=CopyFormat.LDP_VC,
        signing_algorithms=(CRYPTOSUITE,),
        of_format={"credential_definition": {"@context": list(CONTEXTS), "type": _TYPES}},
    ),
    CredentialConfiguration(
        id="OpenBadgeCredential_jwt_vc_json",
        issuer=COMMON,
        copy_format=CopyFormat.JWT_VC_JSON,
        signing_algorithms=("ES256",),
        of_format={"credential_definition": {"type": _TYPES}},
    ),
)

_BY_ID: Mapping[str, CredentialConfiguration] = {each.id: each for each in CONFIGURATIONS}


def configuration_of(configuration_id: object) -> CredentialConfiguration | None:
    """Find a configuration by its id."""
    return _BY_ID.get(configuration_id) if isinstance(configuration_id, str) else None


def configurations_of(issuer: str) -> tuple[CredentialConfiguration, ...]:
    """Give what one credential issuer offers."""
    return tuple(each for each in CONFIGURATIONS if each.issuer == issuer)


def metadata_of(configuration: CredentialConfiguration) -> JsonObject:
    """Describe a configuration for wallets."""
    display = [
        {"name": "Mikrodokazilo", "locale": "sl"},
        {"name": "Micro-credential", "locale": "en"},
    ]
    claims = [
        {
            "path": list(path),
            "display": [{"name": sl, "locale": "sl"}, {"name": en, "locale": "en"}],
        }
        for path, sl, en in configuration.claims
    ]
    return {
        "format": configuration.copy_format.value,
        "scope": configuration.id,
        "cryptographic_binding_methods_supported": list(configuration.binding_methods),
        "credential_signing_alg_values_supported": list(configuration.signing_algorithms),
        "proof_types_supported": configuration.proof_types,
        **configuration.of_format,
        "credential_metadata": {"display": display, "claims": claims},
        "display": display,  # where drafts before 16 looked for it
    }
