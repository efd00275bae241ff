"""A profile's seals, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from app.http.bodies.basics import Address, Answer, Body, Prose
from issuer.sealing import TimeForm
from verifier.securing.jades import Level

_KeyUri = Annotated[
    str, StringConstraints(pattern=r"^(pkcs12:|pkcs11:|demo:)[\x21-\x7e]*$", max_length=2048)
]


class NewSeal(Body):
    """A seal to set up; the one in use until now is retired."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key_uri": "pkcs11:token=Zig%20sole;object=eseal",
                    "timestamp_url": "https://tsa.example.org",
                }
            ]
        }
    )

    key_uri: _KeyUri = Field(
        description="One of `available_keys`: `pkcs12:…`, `pkcs11:…`, or `demo:` in a "
        "demonstration. Never with a PIN: the operator keeps those."
    )
    level: Level | None = Field(
        default=None,
        description="How long the seal can be proven: B, T, LT or LTA. If absent: LTA where there "
        "are time stamps, else B. Above B a `timestamp_url` is needed.",
    )
    time_form: TimeForm = Field(
        default=TimeForm.IAT,
        description="How the seal states its time: `iat` as the standard demands, `sigT` for "
        "older readers.",
    )
    timestamp_url: Address | None = Field(
        default=None, description="The time stamp authority (RFC 3161)."
    )
    mandate: Prose | None = Field(
        default=None,
        description="By what right somebody else's seal stands for the school; then the "
        "certificate may be of another organisation.",
    )


class SealCertificateAnswer(Answer):
    """What the certificate of a seal says of itself: claims, which nobody has confirmed here."""

    subject: str
    organisation: str | None
    organisation_identifier: str | None = Field(description="As in VATSI-12345678.")
    country: str | None
    issuer: str
    serial: str = Field(description="Hexadecimal.")
    valid_from: datetime
    valid_until: datetime
    claims_eseal: bool = Field(description="QcType: for electronic seals.")
    claims_qualified: bool = Field(description="QcCompliance: only the EU trusted lists decide.")
    claims_qscd: bool = Field(description="The key is said to live in a qualified device.")


class SealAnswer(Answer):
    """One seal of a profile."""

    id: str
    profile_id: str
    key_uri: str = Field(description="Without its query, which may hold a PIN.")
    is_demonstration: bool = Field(description="Vouches for nothing.")
    level: Level
    time_form: TimeForm
    timestamp_url: str | None
    mandate: str | None
    active_from: datetime
    retired_at: datetime | None
    certificate: SealCertificateAnswer
    worth: dict[str, str] = Field(description="What can be said of its worth, in sl and en.")


class TwinCount(Answer):
    """How far a profile's badges have their European twins."""

    sealed: int
    missing: int = Field(
        description="Issued and valid, without a twin. Nothing is sealed before it is asked for."
    )


class Seals(Answer):
    """A profile's seals, oldest first, retired ones too."""

    items: list[SealAnswer]
    available_keys: list[str] = Field(
        description="What the operator has given this profile to seal with, without PINs."
    )
    twins: TwinCount
