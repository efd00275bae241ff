"""A report holds what was measured: medians, ends, rounds; ratios only of what was there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import charts
from bench.ratios import core_ratios, http_ratios, lower_end_ratios
from bench.report import ratio_table, rows, table, write_report
from bench.rotation import Contender, Timing


def measured(name: str, *ms: float, **facts: str | bool) -> Contender:
    made = Contender(name, lambda count: Timing(count, 0.0), count=10, facts=facts)
    made.timings = [Timing(10, wall=each / 50, cpu=each / 100) for each in ms]
    return made


FIELD = [
    measured("@digitalbazaar/vc/sign", 10, 12, 14, by="@digitalbazaar/vc", what="sign"),
    measured("@digitalbazaar/vc/verify", 8, by="@digitalbazaar/vc", what="verify"),
    measured("jsonld + rdf-canonize/sign", 6, by="jsonld + rdf-canonize", what="sign"),
    measured("compiled/sign", 0.2, 0.3, 0.4, by="Dokazilo", engine="compiled", what="sign"),
]


def test_a_ratio_is_of_medians_and_only_of_what_was_measured() -> None:
    assert core_ratios(FIELD) == {"core_issue_single": 40.0}
    assert lower_end_ratios(FIELD) == {"core_issue_single": 20.0}


def test_a_service_is_judged_by_the_clock_on_the_wall() -> None:
    served = [
        measured("plain/http/issue", 40),
        measured("compiled/http/issue", 2),
        measured("plain/http/verify", 30),
        measured("compiled/http/verify", 2),
    ]
    assert http_ratios(served) == {"http_issue": 20.0, "http_verify": 15.0}
    assert rows(served, by_wall=True)[1]["per_second"] == 250
    assert "250" in table("title", served[1:2], by_wall=True)


def test_rows_keep_medians_and_ends() -> None:
    first, *_, last = rows(FIELD)
    assert first["cpu_ms"] == {"median": 12, "least": 10, "most": 14}
    assert first["wall_ms"]["median"] == 24
    assert last["per_second"] == pytest.approx(3333.3)
    assert (last["engine"], last["rounds"], last["operations_a_round"]) == ("compiled", 3, 10)


def test_the_table_names_who_and_what() -> None:
    text = table("title", FIELD)
    assert "@digitalbazaar/vc" in text
    assert "Dokazilo, compiled" in text
    assert "12.000" in text
    assert "10.000 to 14.000" in text


def test_what_was_too_short_for_the_clock_has_no_pace() -> None:
    nothing = measured("compiled/fill", 0, by="Dokazilo", what="sign")
    assert rows([nothing])[0]["per_second"] is None
    assert "0.000" in table("title", [nothing])


def test_verification_is_measured_like_for_like_beside_all_our_checks() -> None:
    ours = [measured("compiled/verify", 0.4), measured("compiled/verify_alike", 0.2)]
    assert core_ratios([*FIELD, *ours]) == {
        "core_issue_single": 40.0,
        "core_verify": 20.0,
        "core_verify_proof": 40.0,
    }


def test_a_ratio_stands_beside_its_target() -> None:
    assert "40.0 x  target 35" in ratio_table(
        {"core_issue_single": 40.0}, {"core_issue_single": 35}
    )


def test_a_report_is_written_and_drawn(tmp_path: Path) -> None:
    report = {"core": rows(FIELD), "ratios": core_ratios(FIELD)}
    write_report(report, tmp_path / "latest.json")
    again = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    assert again["ratios"] == {"core_issue_single": 40.0}
    files = charts.write(again, tmp_path)
    assert {file.name for file in files} == {"core.svg", "ratios.svg"}
    assert "40 ×" in (tmp_path / "ratios.svg").read_text(encoding="utf-8")  # noqa: RUF001


def test_the_largest_curves_are_drawn_by_themselves(tmp_path: Path) -> None:
    (row,) = rows([measured("batch/1000", 2, task="batch")])
    curve = {"title": "Rows", "by": "wall", "rows": [row | {"size": 1000}]}
    (file,) = charts.write_largest({"growth": [curve]}, tmp_path)
    assert file.name == "growth-largest.svg"
    assert "Rows" in file.read_text(encoding="utf-8")
