"""Offers to wallets as JSON."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, Field

from app.http.bodies.basics import Answer, Body, Line


class OfferForm(StrEnum):
    """How a wallet gets the offer."""

    REFERENCE = "reference"
    VALUE = "value"


class NewOffer(Body):
    """How a credential is offered to the learner's wallet."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"by": "reference", "tx_code": True, "minutes": 60}]}
    )

    by: OfferForm = Field(
        default=OfferForm.REFERENCE,
        description="By reference for QR codes, good until it ends; by value for once, and for "
        "five minutes.",
    )
    tx_code: bool = Field(
        default=True,
        description="Ask for a code that you give the learner by another way than the offer.",
    )
    login: bool = Field(
        default=False,
        description="Let a registered wallet begin with the learner logging in instead.",
    )
    eudi: bool = Field(
        default=False,
        description="For wallets of the European framework, which vouch for their keys.",
    )
    minutes: int = Field(default=60, ge=1, le=527_040, description="How long it is good.")
    configurations: tuple[Line, ...] = Field(
        default=(), max_length=20, description="Credential configurations; all, if absent."
    )


class OfferAnswer(Answer):
    """An offer. The secrets in it are shown this once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "b4d2…",
                    "offer_uri": "openid-credential-offer://?credential_offer_uri=https%3A%2F%2F…",
                    "credential_offer_uri": "https://dokazilo.example/oid4vci/offers/…",
                    "tx_code": "493536",
                    "expires_at": "2026-06-19T13:00:00Z",
                }
            ]
        }
    )

    id: str
    offer_uri: str = Field(description="Opens a wallet: for a link or a QR code.")
    credential_offer_uri: str | None = Field(
        default=None, description="By reference: where wallets fetch it."
    )
    credential_offer: dict[str, Any] | None = Field(
        default=None, description="By value: the offer itself."
    )
    tx_code: str | None = Field(
        default=None, description="For the learner, by another way than the offer."
    )
    expires_at: datetime
