"""How a request stands, as its asker is told: the state, and the answer in both languages."""

from __future__ import annotations

from datetime import datetime

from app.db.presentation_requests import RequestState
from app.oid4vp.question import Request
from app.sentences import both, has
from contexts import JsonObject
from issuer.model.text import Text
from verifier.openid4vp.fulfilment import Match

EXPIRED = "expired"
_BEST = [match.value for match in (Match.MET, Match.UNCLEAR, Match.MISSED)]


def standing(request: Request, now: datetime) -> str:
    """Name the state; a request that nobody answered in time has expired."""
    waiting = request.status is RequestState.WAITING
    return EXPIRED if waiting and now >= request.expires_at else request.status.value


def told(request: Request, now: datetime) -> JsonObject:
    """Write all that the asker may know."""
    answer = request.answer or {}
    judged = [_answer(each) for each in answer.get("answers", [])]
    answers = sorted(judged, key=lambda each: _BEST.index(each["result"]))
    return {
        "state": standing(request, now),
        "expires_at": request.expires_at.isoformat(),
        "ended_at": request.ended_at.isoformat() if request.ended_at else None,
        "kept_until": request.forget_at.isoformat(),
        "error": answer.get("error"),
        "answer": answers[0] if answers else None,
        "further_answers": answers[1:],
    }


def _answer(answer: JsonObject) -> JsonObject:
    holder = _holder(answer)
    report = answer["report"]
    if (report.get("holder") or {}).get("proven") and not answer["holder_proven"]:
        # Who signed is known; whose credential it is, and that was the question, is not.
        report = {**report, "holder": {**report["holder"], "proven": False, "explanation": holder}}
    return {
        "result": str(answer["result"]),
        "sentence": _result(answer),
        "holder_proven": answer["holder_proven"],
        "holder_sentence": holder,
        "conditions": [_condition(each) for each in answer["conditions"]],
        "report": report,
    }


def _result(answer: JsonObject) -> Text:
    """Say it in a sentence; a credential that does not hold is another matter than a wrong one."""
    if answer["result"] == Match.MISSED.value and answer["report"]["outcome"] == "failed":
        return both("asked_results", "not_valid")
    return both("asked_results", str(answer["result"]))


def _holder(answer: JsonObject) -> Text:
    """Say whether the holder is proven, and why not, in words of its own."""
    holder = answer["report"].get("holder") or {}
    if holder.get("proven") and not answer["holder_proven"]:
        return both("asked_results", "holder_not_subject")
    explanation: Text = holder.get("explanation") or both("asked_results", "holder_not_proven")
    return explanation


def _condition(condition: JsonObject) -> JsonObject:
    values = {name: str(condition[name]) for name in ("asked", "found")}
    name = f"{condition['name']}_{condition['match']}"
    if not condition["found"] and has("asked_conditions", f"{name}_otherwise"):
        name = f"{name}_otherwise"
    return {**condition, "sentence": both("asked_conditions", name, **_said(condition, values))}


def _said(condition: JsonObject, values: dict[str, str]) -> dict[str, str | Text]:
    """Name a format as people do."""
    if condition["name"] != "kind":
        return dict(values)
    return {
        name: both("formats", value) if has("formats", value) else value
        for name, value in values.items()
    }
