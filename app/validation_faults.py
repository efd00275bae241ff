"""pydantic's findings as faults in both languages; what was sent is never repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.problems import RequestFault
from issuer.model.text import Text

_MOST_FAULTS = 50
_LONGEST_NAME = 60
"""A member's name comes from the caller: it is shown, but not at any length."""

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("Podatek manjka.", "The value is missing."),
    "missing_keyword_only_argument": ("Podatek manjka.", "The value is missing."),
    "extra_forbidden": (
        "Tega podatka ne poznamo; preverite ime.",
        "There is no such member; check its name.",
    ),
    "unexpected_keyword_argument": (
        "Tega podatka ne poznamo; preverite ime.",
        "There is no such member; check its name.",
    ),
    "string_type": ("Tu mora stati besedilo.", "A text is expected here."),
    "string_too_short": (
        "Besedilo je prekratko; znakov naj bo vsaj {min_length}.",
        "The text is too short. Characters at least: {min_length}.",
    ),
    "string_too_long": (
        "Besedilo je predolgo; znakov naj bo največ {max_length}.",
        "The text is too long. Shorten it to {max_length} characters.",
    ),
    "string_unicode": (
        "Besedilo vsebuje pokvarjen znak. Prepišite ga.",
        "The text has a broken character. Write it anew.",
    ),
    "string_pattern_mismatch": ("Oblika ni pravilna.", "The form is not right."),
    "too_long": ("Naštetih je preveč.", "Too many are listed."),
    "too_short": ("Naštetih je premalo.", "Too few are listed."),
    "int_type": ("Tu mora stati celo število.", "A whole number is expected here."),
    "int_parsing": ("Tu mora stati celo število.", "A whole number is expected here."),
    "int_from_float": ("Tu mora stati celo število.", "A whole number is expected here."),
    "int_parsing_size": ("Število je preveliko.", "The number is too large."),
    "greater_than_equal": ("Število je premajhno.", "The number is too small."),
    "less_than_equal": ("Število je preveliko.", "The number is too large."),
    "greater_than": ("Število je premajhno.", "The number is too small."),
    "decimal_type": ("Tu mora stati število.", "A number is expected here."),
    "decimal_parsing": ("Tu mora stati število.", "A number is expected here."),
    "finite_number": ("Število ni končno.", "The number is not finite."),
    "bool_type": ("Tu mora stati true ali false.", "True or false is expected here."),
    "bool_parsing": ("Tu mora stati true ali false.", "True or false is expected here."),
    "date_type": ("Tu mora stati datum (LLLL-MM-DD).", "A date (YYYY-MM-DD) is expected here."),
    "date_parsing": ("Tu mora stati datum (LLLL-MM-DD).", "A date (YYYY-MM-DD) is expected here."),
    "date_from_datetime_parsing": (
        "Tu mora stati datum (LLLL-MM-DD).",
        "A date (YYYY-MM-DD) is expected here.",
    ),
    "date_from_datetime_inexact": (
        "Tu mora stati datum brez ure (LLLL-MM-DD).",
        "A date without a time (YYYY-MM-DD) is expected here.",
    ),
    "datetime_type": (
        "Tu morata stati datum in ura (ISO 8601).",
        "A date with a time (ISO 8601) is expected here.",
    ),
    "datetime_parsing": (
        "Tu morata stati datum in ura (ISO 8601).",
        "A date with a time (ISO 8601) is expected here.",
    ),
    "datetime_from_date_parsing": (
        "Tu morata stati datum in ura (ISO 8601).",
        "A date with a time (ISO 8601) is expected here.",
    ),
    "timezone_aware": ("Dodajte časovni pas (na primer Z).", "Add the time zone (for example Z)."),
    "tuple_type": ("Tu mora stati seznam.", "A list is expected here."),
    "list_type": ("Tu mora stati seznam.", "A list is expected here."),
    "frozen_set_type": ("Tu mora stati seznam.", "A list is expected here."),
    "dict_type": ("Tu mora stati objekt.", "An object is expected here."),
    "mapping_type": ("Tu mora stati objekt.", "An object is expected here."),
    "model_type": ("Tu mora stati objekt.", "An object is expected here."),
    "model_attributes_type": ("Tu mora stati objekt.", "An object is expected here."),
    "dataclass_type": ("Tu mora stati objekt.", "An object is expected here."),
    "not_an_email": (
        "E-poštni naslov ni veljaven. Vpišite enega, brez presledkov, na primer ime@sola.si.",
        "The e-mail address is not valid. Enter a single one, no blanks, for example name@sola.si.",
    ),
    "name_missing": (
        "Manjka ime: »name« ali »given_name« in »family_name«.",
        "A name is missing: “name”, or “given_name” and “family_name”.",
    ),
    "email_missing": (
        "Manjka e-poštni naslov (»email«) ali vsaj šolina številka udeleženca (»identifier«).",
        "The e-mail address (“email”) is missing, or at least your own number (“identifier”).",
    ),
    "control_characters": (
        "Besedilo vsebuje nevidne kontrolne znake. Izbrišite ga in ga vtipkajte znova.",
        "The text contains invisible control characters. Delete it and type it anew.",
    ),
    "breaks_or_turns": (
        "Besedilo ima več vrstic ali nevidne znake, ki obračajo vrstni red črk. Vpišite ga znova.",
        "The text has several lines, or invisible characters that turn letters round. Retype it.",
    ),
    "empty_text": ("Besedilo je prazno.", "The text is empty."),
    "number_out_of_range": (
        "Število je zunaj dovoljenega območja.",
        "A number is out of range.",
    ),
    "languages": (
        "Povejte besedilo v jezikih »sl« in »en«.",
        "Give the text in the languages “sl” and “en”.",
    ),
    "not_an_address": (
        "Spletni naslov se mora začeti s https:// ali http://.",
        "A web address has to begin with https:// or http://.",
    ),
    "not_a_did": ("Tu mora stati DID (did:…).", "A DID (did:…) is expected here."),
    "in_the_past": ("Ta čas je že minil.", "This time has passed."),
}
_ENUMERATED = {"enum", "literal_error"}
_MEASURED = {"string_too_short", "string_too_long"}
_OTHERWISE = ("Vrednost ni veljavna.", "The value is not valid.")


def request_faults(errors: Sequence[Mapping[str, Any]]) -> tuple[RequestFault, ...]:
    """Name each fault's place and what is expected there, in the order they were found."""
    return tuple(
        RequestFault(_place(error["loc"]), _code(error), _sentence(error))
        for error in errors[:_MOST_FAULTS]
    )


def _place(loc: Sequence[str | int]) -> str:
    where, *path = (str(part)[:_LONGEST_NAME] for part in loc)
    if where == "body":
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)
    return f"{where}: {'.'.join(path)}"


def _code(error: Mapping[str, Any]) -> str:
    return str(error["type"]).upper()


def _sentence(error: Mapping[str, Any]) -> Text:
    if error["type"] in _ENUMERATED:  # the allowed values come from our own schema
        allowed = str(error.get("ctx", {}).get("expected", ""))
        return {"sl": f"Dovoljene vrednosti: {allowed}.", "en": f"Allowed values: {allowed}."}
    sl, en = _SENTENCES.get(error["type"], _OTHERWISE)
    if error["type"] in _MEASURED:  # the measures come from our own schema
        sl, en = (sentence.format_map(error["ctx"]) for sentence in (sl, en))
    return {"sl": sl, "en": en}
