"""What happened in the demonstration, told through the same use cases that the API calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from app import programme_steps
from app.award_steps import Order
from app.credential_status import change_status
from app.demo.cast import ONCE, Cast, engage, read
from app.demo.story_clock import StoryClock
from app.issuing import issue_at_once
from app.programme_steps import VerdictWish
from app.seals.sealing import seal_credentials
from app.services import Services
from issuer.model.approval import Step
from issuer.model.award import Learner, Result
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.programme import ProgrammeContent
from issuer.review_rules import reviewers_needed

_BEGAN_DAYS_AGO = 150
_PILOT_RUNS = timedelta(days=540)
_REVIEWERS = ("reviewer", "second reviewer")

_CONTENT = TypeAdapter(ProgrammeContent)
_LEARNER = TypeAdapter(Learner)
_RESULT = TypeAdapter(Result)


@dataclass(frozen=True, slots=True)
class Told:
    """What the story leaves behind."""

    cast: Cast
    programmes: dict[str, str]
    """Programme ids, by the name of their file."""
    credentials: list[Credential]
    """In the order of awards.json."""


def tell(services: Services) -> Told:
    """Seed an empty database with the whole story."""
    clock = StoryClock(services.clock.now() - timedelta(days=_BEGAN_DAYS_AGO))
    # Nobody in the story is a person: nothing is sent to them.
    as_demo = services.settings.model_copy(update={"demo": True, "smtp_host": ""})
    then = replace(services, clock=clock, settings=as_demo)
    told = Told(engage(then), {}, [])
    clock.goes_on(days=3)
    for name, author in (
        ("3d-printing", "school"),
        ("podcast-sound", "school"),
        ("qualitative-research", "university"),
    ):
        told.programmes[name] = _write(then, told.cast, name, author)
        _approve(then, clock, told, name)
    clock.goes_on(days=60)
    for award in read("awards.json"):
        told.credentials.append(_issue(then, clock, told, award))
    clock.goes_on(days=20)
    told.programmes["remote-teamwork"] = _write(then, told.cast, "remote-teamwork", "school")
    clock.goes_on(days=2)
    second = told.cast.actor("review_body", "second reviewer")
    programme_steps.take_into_review(then, second, told.programmes["remote-teamwork"])
    return told


def _write(services: Services, cast: Cast, name: str, author: str) -> str:
    content = content_of(services, name)
    actor = cast.actor(author, "author")
    draft = programme_steps.begin(services, actor, content, repeat=ONCE)
    programme_steps.submit(services, actor, draft.programme_id)
    return draft.programme_id


def content_of(services: Services, name: str) -> ProgrammeContent:
    """Read a programme of the demonstration; a pilot runs on from now."""
    file = resources.files("app.demo") / "programmes" / f"{name}.json"
    content = _CONTENT.validate_json(file.read_bytes())
    if not content.pilot:
        return content
    return replace(content, pilot_until=services.clock.now().date() + _PILOT_RUNS)


def _approve(services: Services, clock: StoryClock, told: Told, name: str) -> None:
    programme_id = told.programmes[name]
    reviewers = [told.cast.actor("review_body", role) for role in _REVIEWERS]
    clock.goes_on(days=4)
    programme_steps.take_into_review(services, reviewers[0], programme_id)
    for place in range(reviewers_needed(content_of(services, name))):
        clock.goes_on(days=3, hours=2)
        number = f"{len(told.programmes)}-{place + 1}/{clock.now().year}"
        verdict = VerdictWish(step=Step.APPROVE, decision_number=number)
        programme_steps.decide(services, reviewers[place], programme_id, verdict)


def _issue(services: Services, clock: StoryClock, told: Told, award: dict[str, Any]) -> Credential:
    issuer = told.cast.actor(award["by"], "issuer")
    own = {"id": services.ids.new_id(), "organisation_id": issuer.organisation_id}
    awarded_on = {"awarded_on": clock.now().date()}
    order = Order(
        programme_id=told.programmes[award["programme"]],
        version=None,
        learner=_LEARNER.validate_python(award["learner"] | own),
        result=_RESULT.validate_python(award["result"] | awarded_on),
        language=award.get("language"),
    )
    clock.goes_on(days=1, minutes=17)
    credential = issue_at_once(services, issuer, order, ONCE).credential
    seal_credentials(services, issuer, [credential.id])  # as it was then, and there from the start
    if "then" in award:
        clock.goes_on(days=2)
        to, reason = CredentialStatus(award["then"]["status"]), award["then"]["reason"]
        credential = change_status(services, issuer, credential.id, to, reason)
    return credential
