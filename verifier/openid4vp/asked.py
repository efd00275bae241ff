"""What somebody asks to be shown: a micro-credential in a field, at a level, of a school."""

from dataclasses import dataclass
from enum import StrEnum

EUDI_LEARNING_CREDENTIAL = "urn:eu.europa.ec.eudi:learning:credential:1"


class Framework(StrEnum):
    """A qualifications framework whose levels are asked for."""

    EQF = "eqf"
    SQF = "sqf"
    """The Slovenian one (SOK), with ten levels to the European eight."""


HIGHEST = {Framework.EQF: 8, Framework.SQF: 10}


@dataclass(frozen=True, slots=True)
class Level:
    """The lowest level that will do."""

    framework: Framework
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that an answer is compared with; what is empty was not asked."""

    words: str = ""
    """A field, programme or skill in somebody's own words."""
    isced_f: str = ""
    """A code of ISCED-F 2013 of two to four digits: "06" includes "0613"."""
    level: Level | None = None
    issuers: tuple[str, ...] = ()
    """The identifiers of the one school that will do."""
    holder_binding: bool = True
    """Whether whoever presents the credential has to prove that it was issued to their key."""
    several: bool = False
    """Whether one answer may hold several credentials."""
    vcts: tuple[str, ...] = (EUDI_LEARNING_CREDENTIAL,)
    """The types that an SD-JWT VC may have."""
