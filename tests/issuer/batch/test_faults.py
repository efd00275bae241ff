"""Every fault of a table speaks both languages, with the same values in both."""

from __future__ import annotations

import re

from issuer.batch import faults

_VALUE = re.compile(r"(?<!\{)\{\w+\}")


def test_every_fault_says_in_both_languages_what_to_do() -> None:
    for code, (sl, en) in faults.SENTENCES.items():
        assert set(_VALUE.findall(sl)) == set(_VALUE.findall(en)), code
        assert sl.endswith(".")
        assert en.endswith(".")
        assert sl.count(".") >= 2 or "mapping" in en or "JSON" in en, code
