"""The certificate of a profile's key for tokens, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from app.http.bodies.basics import Answer, Body

_Pem = Annotated[str, StringConstraints(min_length=1, max_length=65_536)]


class NewTokenCertificate(Body):
    """A certificate to install."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"certificates": "-----BEGIN CERTIFICATE-----\nMIIC…\n-----END CERTIFICATE-----\n"}
            ]
        }
    )

    certificates: _Pem = Field(
        description="In PEM: the key's own and those of the authorities above it."
    )


class TokenCertificateAnswer(Answer):
    """What the certificate says of itself: claims, which nobody has confirmed here."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "p-256-0b5f2a10",
                    "subject": "Šolski center Primer",
                    "organisation": "Šolski center Primer",
                    "issuer": "Common Name: Primer CA, Country: SI",
                    "serial": "4f3a",
                    "valid_from": "2026-11-23T09:00:00Z",
                    "valid_until": "2029-11-22T09:00:00Z",
                    "chain_length": 2,
                }
            ]
        }
    )

    key: str = Field(description="The `kid` of the key it is for.")
    subject: str
    organisation: str | None
    issuer: str
    serial: str = Field(description="Hexadecimal.")
    valid_from: datetime
    valid_until: datetime
    chain_length: int = Field(description="Certificates that tokens carry, without the root.")
