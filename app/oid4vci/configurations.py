"""The credentials that wallets can ask for: the whole list (OpenID4VCI 1.0, section 12.2.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from contexts import JsonObject, JsonValue
from issuer.model.holder_copy import CopyFormat
from issuer.presented_proof import CRYPTOSUITES
from issuer.rendering.frame import CONTEXTS
from issuer.sd_jwt_vc.credential_type import EUDI_LEARNING, own_type
from issuer.sd_jwt_vc.fields import FIELDS
from issuer.signing import CRYPTOSUITE

COMMON = ""
"""The path of the credential issuer that every wallet may use: the service itself."""
EUDI = "/eudi"
"""The path of the one for wallets of the European framework. They refuse a whole issuer for one
configuration without key attestations, and other wallets have none (ADR 34)."""

PROOF_ALGORITHMS = ("ES256", "ES384", "EdDSA", "Ed25519")
_BINDING_METHODS = ("did:key", "did:jwk", "jwk")
_TYPES: list[JsonValue] = ["VerifiableCredential", "OpenBadgeCredential"]
Claims: TypeAlias = tuple[tuple[tuple[str, ...], str, str], ...]
"""Path, and what it is called in Slovenian and in English."""
_CLAIMS: Claims = (
    (("credentialSubject", "achievement", "name"), "Dosežek", "Achievement"),
    (("credentialSubject", "identifier"), "Učeči se", "Learner"),
    (("issuer", "name"), "Izdajatelj", "Issuer"),
    (("awardedDate",), "Datum dosežka", "Awarded on"),
    (("credentialSubject", "result"), "Rezultat", "Result"),
)
_LEARNING_CLAIMS: Claims = tuple(
    ((field.name,), field.label["sl"], field.label["en"]) for field in FIELDS
)
_ATTESTATIONS = "key_attestations_required"


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
    of_format: Callable[[str], JsonObject]
    """Gives what the format's profile adds (appendix A), for the service's public URL."""
    binding_methods: tuple[str, ...] = _BINDING_METHODS
    proof_types: JsonObject = field(
        default_factory=lambda: {
            "jwt": {"proof_signing_alg_values_supported": list(PROOF_ALGORITHMS)},
            "di_vp": {"proof_signing_alg_values_supported": list(CRYPTOSUITES)},
        }
    )
    claims: Claims = _CLAIMS

    @property
    def needs_attestation(self) -> bool:
        """Say whether a wallet's provider has to vouch for its keys (appendix D)."""
        return _ATTESTATIONS in self.proof_types["jwt"]


CONFIGURATIONS: tuple[CredentialConfiguration, ...] = (
    CredentialConfiguration(
        id="OpenBadgeCredential_ldp_vc",
        issuer=COMMON,
        copy_format=CopyFormat.LDP_VC,
        signing_algorithms=(CRYPTOSUITE,),
        of_format=lambda _: {"credential_definition": {"@context": list(CONTEXTS), "type": _TYPES}},
    ),
    CredentialConfiguration(
        id="OpenBadgeCredential_jwt_vc_json",
        issuer=COMMON,
        copy_format=CopyFormat.JWT_VC_JSON,
        signing_algorithms=("ES256",),
        of_format=lambda _: {"credential_definition": {"type": _TYPES}},
    ),
    CredentialConfiguration(
        id="LearningCredential_dc_sd_jwt",
        issuer=COMMON,
        copy_format=CopyFormat.SD_JWT_VC,
        signing_algorithms=("ES256",),
        of_format=lambda public_url: {"vct": own_type(public_url).vct},
        binding_methods=("jwk",),
        proof_types={"jwt": {"proof_signing_alg_values_supported": list(PROOF_ALGORITHMS)}},
        claims=_LEARNING_CLAIMS,
    ),
    CredentialConfiguration(
        id="EudiLearningCredential_dc_sd_jwt",
        issuer=EUDI,
        copy_format=CopyFormat.EUDI_SD_JWT_VC,
        signing_algorithms=("ES256",),
        of_format=lambda _: {"vct": EUDI_LEARNING},
        binding_methods=("jwk",),
        proof_types={
            "jwt": {"proof_signing_alg_values_supported": ["ES256"], _ATTESTATIONS: {}},
        },
        claims=_LEARNING_CLAIMS,
    ),
)

_BY_ID: Mapping[str, CredentialConfiguration] = {each.id: each for each in CONFIGURATIONS}


def configuration_of(configuration_id: object) -> CredentialConfiguration | None:
    """Find a configuration by its id."""
    return _BY_ID.get(configuration_id) if isinstance(configuration_id, str) else None


def configurations_of(issuer: str) -> tuple[CredentialConfiguration, ...]:
    """Give what one credential issuer offers."""
    return tuple(each for each in CONFIGURATIONS if each.issuer == issuer)


def metadata_of(configuration: CredentialConfiguration, public_url: str) -> JsonObject:
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
        "format": configuration.copy_format.identifier,
        "scope": configuration.id,
        "cryptographic_binding_methods_supported": list(configuration.binding_methods),
        "credential_signing_alg_values_supported": list(configuration.signing_algorithms),
        "proof_types_supported": configuration.proof_types,
        **configuration.of_format(public_url),
        "credential_metadata": {"display": display, "claims": claims},
        "display": display,  # where drafts before 16 looked for it
    }
