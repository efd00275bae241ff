"""How `dokazilo verify` tells its verdicts: as text, as a table, as JSON lines, as CSV."""

import json
from collections import Counter
from collections.abc import Callable, Iterator

from app.bulk.csv_file import csv_line
from app.bulk.row import row_json
from app.bulk.table_columns import cells, headings
from app.verdict_text import Report, outcome_word, printable, verdict_text

FORMATS = ("text", "table", "json", "csv")

Say = Callable[[str], None]


class Telling:
    """Tell one verdict after another in the wanted form, and at the end how many there were."""

    def __init__(self, form: str, language: str, say: Say) -> None:
        self._form = form
        self._language = language
        self._say = say
        self._outcomes: Counter[str] = Counter()

    def tell(self, name: str, report: Report) -> None:
        """Tell of one."""
        if self._form == "csv" and not self._outcomes:
            self._say(csv_line(headings(self._language), self._language).rstrip())
        self._outcomes[report["outcome"]] += 1
        for line in self._lines(name, report):
            self._say(line)

    def end(self) -> None:
        """Say below a table how many came to which outcome."""
        if self._form == "table":
            counts = (
                f"{outcome_word(outcome, self._language)}: {number}"
                for outcome, number in sorted(self._outcomes.items())
            )
            self._say("\n" + ", ".join(counts))

    def _lines(self, name: str, report: Report) -> Iterator[str]:
        if self._form == "json":
            yield json.dumps({"source": name, **report}, ensure_ascii=False)
        elif self._form == "text":
            yield verdict_text(name, report, self._language)
        elif self._form == "csv":
            row = row_json(self._outcomes.total(), name, dict(report), public_url="")
            yield csv_line(cells(row, self._language), self._language).rstrip()
        else:
            yield _table_line(name, report, self._language)


def _table_line(name: str, report: Report, language: str) -> str:
    cause = report["root_cause"] or {}
    code = f"  [{cause['code']}]" if cause.get("code") else ""
    word = outcome_word(report["outcome"], language)
    return printable(f"{word:<20}  {name}: {report['sentence'][language]}{code}")
