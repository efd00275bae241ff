"""Exchanges with wallets, as JSON."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field, RootModel

from app.http.bodies.basics import Answer, Body
from contexts import JsonObject


class NewExchange(Body):
    """How the wallet is to be handed its copy."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"bound": True}]})

    bound: bool = Field(
        default=False,
        description="Ask a wallet that sends no proof for one, so that its copy is bound to its "
        "key. Otherwise such a wallet gets the credential as it was issued. A wallet that comes "
        "with a proof always gets a bound copy.",
    )


class ExchangeAnswer(Answer):
    """Where a wallet is led to. Each address is a secret: show it to the learner alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "interaction_url": "https://dokazilo.example/interactions/nW2…?iuv=1",
                    "exchange_url": "https://dokazilo.example/exchanges/nW2…",
                    "lcw_url": "https://lcw.app/request.html?issuer=…&challenge=…",
                    "expires_at": "2026-11-23T10:10:00Z",
                }
            ]
        }
    )

    interaction_url: str = Field(
        description="For a QR code: wallets and people both understand it (VCALM, section 3.7)."
    )
    exchange_url: str = Field(description="Where a wallet sends its messages (VC-API).")
    lcw_url: str = Field(description="Opens the Learner Credential Wallet on the phone.")
    expires_at: datetime


class Message(RootModel[JsonObject]):
    """A wallet's message: empty, a presentation, or `{"verifiablePresentation": …}`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class Protocols(Answer):
    """How to go on, protocol by protocol."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "protocols": {
                        "vcapi": "https://dokazilo.example/exchanges/nW2…",
                        "oid4vci-1.0": "openid-credential-offer://?credential_offer_uri=…",
                    }
                }
            ]
        }
    )

    protocols: dict[str, str]
