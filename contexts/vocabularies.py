"""Controlled vocabularies: what a programme may say by URI, labelled in Slovenian and English.

All but the fields of ISCED-F have Italian and Hungarian labels, too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from contexts.errors import UnknownVocabulary
from contexts.manifest import data_bytes, manifest


@dataclass(frozen=True, slots=True)
class Concept:
    """One value of a controlled vocabulary."""

    uri: str
    notation: str | None
    """The short code people know it by, such as 0612 in ISCED-F or SI for Slovenia."""
    labels: Mapping[str, str]
    """BCP 47 language tag ("sl", "en"; mostly "it", "hu") to label."""
    scheme: str
    """URI of the vocabulary."""


@dataclass(frozen=True, slots=True)
class SokLevel:
    """One level of the Slovenian qualifications framework (SOK), and what it corresponds to."""

    level: int
    uri: str
    labels: Mapping[str, str]
    eqf: int
    """Level of the European qualifications framework, 1 to 8."""
    eqf_uri: str
    qf_ehea: str | None
    """Cycle of the European Higher Education Area, such as "first cycle"."""


def vocabulary_names() -> frozenset[str]:
    """Return the names `vocabulary` knows."""
    return frozenset(_files())


def vocabulary(name: str) -> Mapping[str, Concept]:
    """Return the vocabulary's concepts by URI, in the order of its codes.

    Raises `UnknownVocabulary`.
    """
    if name not in _files():
        raise UnknownVocabulary(name)
    return _concepts(name)


@lru_cache(maxsize=1)
def sok_levels() -> tuple[SokLevel, ...]:
    """Return the ten SOK levels, lowest first."""
    return tuple(
        SokLevel(
            level=entry["level"],
            uri=entry["uri"],
            labels=MappingProxyType(entry["labels"]),
            eqf=entry["eqf"],
            eqf_uri=entry["eqf_uri"],
            qf_ehea=entry["qf_ehea"],
        )
        for entry in _content("sok")["concepts"]
    )


@lru_cache(maxsize=32)
def _concepts(name: str) -> Mapping[str, Concept]:
    content = _content(name)
    return MappingProxyType(
        {
            entry["uri"]: Concept(
                uri=entry["uri"],
                notation=entry["notation"],
                labels=MappingProxyType(entry["labels"]),
                scheme=content["scheme"],
            )
            for entry in content["concepts"]
        }
    )


def _content(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(data_bytes(_files()[name]))
    return content


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    return {entry["name"]: entry["file"] for entry in manifest()["vocabularies"]}
