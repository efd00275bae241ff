"""Requests to wallets as JSON: what is asked, how it stands, what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.http.bodies.basics import Answer, Body, Line, on_one_line
from app.oid4vp.client_id import ClientIdPrefix
from app.oid4vp.question import ResponseMode
from verifier.openid4vp.asked import HIGHEST, Asked, Framework, Level

MOST_MINUTES = 30 * 24 * 60

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(on_one_line)
]


class LevelBody(Body):
    """The lowest level that will do."""

    framework: Framework = Field(
        default=Framework.EQF, description="eqf: 1 to 8; sqf, the Slovenian one: 1 to 10."
    )
    at_least: int = Field(ge=1, le=10)


def _on_the_scale(level: LevelBody) -> LevelBody:
    if level.at_least > HIGHEST[level.framework]:
        raise PydanticCustomError("less_than_equal", "no such level")
    return level


class PresentationRequestBody(Body):
    """What to ask wallets for; what is left out is not asked."""

    asker: Line = Field(description="Who asks; shown to the learner as your own word.")
    words: Words = Field(default="", description="Field, programme or skill, in your words.")
    isced_f: str = Field(
        default="", pattern=r"^([0-9]{2,4})?$", description="ISCED-F 2013; 06 includes 0613."
    )
    level: Annotated[LevelBody, AfterValidator(_on_the_scale)] | None = None
    issuer: str = Field(
        default="",
        max_length=500,
        pattern=r"^(did:[a-z0-9]+:[A-Za-z0-9.:%_-]+)?$",
        description="The school's DID.",
    )
    holder_binding: bool = Field(
        default=True,
        description="Whether whoever presents has to prove that it was issued to their wallet.",
    )
    several: bool = Field(
        default=False, description="Whether one answer may hold several credentials, up to 8."
    )
    minutes: int = Field(
        default=60, ge=5, le=MOST_MINUTES, description="How long it can be answered."
    )
    client_id_prefix: ClientIdPrefix | None = Field(
        default=None, description="For wallets that read only some; one that is at hand here."
    )
    response_mode: ResponseMode | None = Field(
        default=None, description="As the service is set, unless a wallet needs the other one."
    )

    def asked(self) -> Asked:
        """Give what answers are compared with."""
        level = self.level
        return Asked(
            words=self.words,
            isced_f=self.isced_f,
            level=Level(level.framework, level.at_least) if level else None,
            issuers=(self.issuer,) if self.issuer else (),
            holder_binding=self.holder_binding,
            several=self.several,
        )


class MadeRequestAnswer(Answer):
    """A request that was made."""

    url: str = Field(description="Where its state and answer are; a secret of yours, told once.")
    page_url: str = Field(description="The same for people: a page that waits.")
    wallet_link: str = Field(description="For a QR code, or a link on the device with the wallet.")
    learner_url: str = Field(description="A page to send to the learner: who asks for what, why.")
    client_id: str
    expires_at: datetime


class ConditionAnswer(Answer):
    """One thing that was asked, and whether the answer meets it."""

    name: Literal["kind", "fresh", "holder", "words", "isced_f", "level", "issuer"]
    match: Literal["met", "unclear", "missed"]
    asked: str
    found: str
    sentence: dict[str, str]


class PresentationAnswer(Answer):
    """What a wallet answered, verified."""

    result: Literal["met", "unclear", "missed"] = Field(
        description="met: genuine, valid, and all that was asked."
    )
    sentence: dict[str, str]
    holder_proven: bool = Field(
        description="Whether the credential's own holder signed in answer to this request."
    )
    holder_sentence: dict[str, str]
    conditions: list[ConditionAnswer]
    report: dict[str, Any] = Field(description="As POST /verify gives it.")


Standing = Literal["waiting", "answered", "declined", "expired"]
Match = Literal["met", "unclear", "missed"]


class RequestStateAnswer(Answer):
    """A request as it stands."""

    state: Standing
    expires_at: datetime
    ended_at: datetime | None = None
    kept_until: datetime = Field(description="Then the request and its answer are destroyed.")
    error: str | None = Field(default=None, description="Why the wallet declined, by its code.")
    answer: PresentationAnswer | None = Field(default=None, description="The best fitting one.")
    further_answers: list[PresentationAnswer]
