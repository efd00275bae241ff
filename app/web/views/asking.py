"""The pages that ask wallets: the form, what was asked in words, and how the answer fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.sentences import both, has
from app.web.languages import N_, Language
from app.web.records import RegisterPage
from app.web.views.register import Filter, broad_fields, choices_of
from app.web.views.verdict import VerdictView, verdict_view
from contexts import vocabulary
from issuer.rendering.phrases import concept_label
from verifier.openid4vp.asked import HIGHEST, Asked, Framework

FRAMEWORKS = {Framework.EQF: N_("EQF"), Framework.SQF: N_("SQF")}

LASTINGS = {
    "60": N_("one hour: the person is here"),
    "1440": N_("one day"),
    "4320": N_("three days"),
    "20160": N_("two weeks"),
}
"""Minutes, and how a choice is called."""

_TONES = {"met": "good", "unclear": "unsure", "missed": "bad"}
_RESULTS = {
    "met": N_("This is what you asked for"),
    "unclear": N_("Cannot be confirmed"),
    "missed": N_("Not what you asked for"),
}
_CONDITIONS = {
    "kind": N_("Kind"),
    "fresh": N_("Signed for this request"),
    "holder": N_("Holder"),
    "words": N_("Content"),
    "isced_f": N_("Field"),
    "level": N_("Level"),
    "issuer": N_("Issuer"),
}
_UNREMARKABLE = {("kind", "met"), ("fresh", "met")}
"""Worth a line only where it goes wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFormView:
    """The form, with what was entered."""

    asker: str
    words: str
    filters: tuple[Filter, ...]
    unbound: bool
    """Whether the holder may stay unproven."""
    several: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One thing that was asked, and whether the answer meets it."""

    tone: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer: first whether it is what was asked for, then the ordinary verdict."""

    tone: str
    word: str
    sentence: str
    holder_tone: str
    holder_word: str
    holder_sentence: str
    conditions: tuple[ConditionView, ...]
    verdict: VerdictView


def ask_form_view(
    register: RegisterPage, entered: Mapping[str, str], language: Language
) -> AskFormView:
    """Say the form in one language."""
    say = language.gettext
    providers = [(one.slug, language.text(one.name)) for one in register.providers]
    lastings = [(minutes, say(name)) for minutes, name in LASTINGS.items()]
    chosen = {"lasting": next(iter(LASTINGS)), **entered}
    return AskFormView(
        asker=entered.get("asker", ""),
        words=entered.get("words", ""),
        filters=(
            choices_of("level", say(N_("Level, at least")), _levels(language), chosen),
            choices_of("field", say(N_("Field")), broad_fields(language), chosen),
            choices_of("provider", say(N_("From the school")), providers, chosen),
            choices_of("lasting", say(N_("It can be answered for")), lastings, chosen),
        ),
        unbound=entered.get("unbound") == "yes",
        several=entered.get("several") == "yes",
    )


def _levels(language: Language) -> list[tuple[str, str]]:
    return [
        (f"{framework.value}-{level}", f"{language.gettext(name)} {level}")
        for framework, name in FRAMEWORKS.items()
        for level in range(1, HIGHEST[framework] + 1)
    ]


def asked_lines(
    asked: Asked, issuers: Mapping[str, str], language: Language
) -> tuple[tuple[str, str], ...]:
    """Say what was asked, line by line; `issuers` are the known schools' names by DID."""
    return tuple(_asked_lines(asked, issuers, language))


def _asked_lines(
    asked: Asked, issuers: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    say = language.gettext
    if asked.words:
        yield say(N_("About")), asked.words
    if asked.level:
        name = say(FRAMEWORKS[asked.level.framework])
        yield say(N_("Level, at least")), f"{name} {asked.level.at_least}"
    if asked.isced_f:
        yield say(N_("Field")), _field(asked.isced_f, language)
    for issuer in asked.issuers[:1]:
        yield say(N_("From the school")), issuers.get(issuer, issuer)
    proof = N_("has to be proven") if asked.holder_binding else N_("may stay unproven")
    yield say(N_("Holder")), say(proof)


def _field(code: str, language: Language) -> str:
    for field in vocabulary("isced-f").values():
        if field.notation == code:
            return concept_label(field.labels, language.code)
    return code


def answer_view(answer: Mapping[str, Any], language: Language) -> AnswerView:
    """Say an answer, as the API tells it, in one language."""
    proven, result = answer["holder_proven"], answer["result"]
    holder = N_("Holder proven") if proven else N_("Holder not proven")
    return AnswerView(
        tone=_TONES[result],
        word=language.gettext(_RESULTS[result]),
        sentence=language.text(answer["sentence"]),
        holder_tone="good" if proven else "unsure",
        holder_word=language.gettext(holder),
        holder_sentence=language.text(answer["holder_sentence"]),
        conditions=tuple(_conditions(answer["conditions"], language)),
        verdict=verdict_view(answer["report"], language),
    )


def _conditions(
    conditions: Sequence[Mapping[str, Any]], language: Language
) -> Iterator[ConditionView]:
    for condition in conditions:
        name, match = condition["name"], condition["match"]
        if name != "holder" and (name, match) not in _UNREMARKABLE:
            label = language.gettext(_CONDITIONS[name])
            yield ConditionView(
                tone=_TONES[match], label=label, sentence=language.text(condition["sentence"])
            )


def decline_sentence(error: str | None, language: Language) -> str:
    """Say why a wallet declined."""
    name = error if error and has("asked_errors", error) else "other"
    return language.text(both("asked_errors", name))


def moment(written: str, language: Language) -> str:
    """Write a moment out."""
    return language.moment(datetime.fromisoformat(written))
