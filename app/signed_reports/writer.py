"""Writes reports for whoever asks: set where a stranger's text can do no harm, then signed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from app.signed_reports.setting import set_report
from app.signed_reports.signer import ReportSigner
from app.web.languages import Language
from app.web.views.paper import report_content
from app.workers import Workers
from contexts import JsonObject

_NAMES = {"sl": "Dokazilo, preverjevalnik", "en": "Dokazilo, verifier"}
_REASONS = {"sl": "Poročilo o preverjanju", "en": "Verification report"}


@dataclass(frozen=True, slots=True)
class ReportWriter:
    """The verifier's hand: what it signs, it has written itself."""

    signer: ReportSigner
    workers: Workers
    public_url: str

    async def pdf(self, report: JsonObject, language: Language) -> bytes:
        """Write a report as a signed PDF. Raises WorkerStopped."""
        content = report_content(
            report, language, public_url=self.public_url, fingerprint=self.signer.fingerprint
        )
        pdf = await self.workers.run(set_report, content, _seconds(report))
        # In this process, for a worker holds no secrets; the PDF is our own by now.
        return await asyncio.to_thread(
            self.signer.sign_pdf,
            pdf,
            name=_NAMES[language.code],
            reason=_REASONS[language.code],
            location=self.public_url,
        )

    def signed_json(self, report: JsonObject) -> str:
        """Write a report as a signed token: its claims are the report.

        Whether an e-mail address fits is left out, as in the PDF: the report does not repeat the
        address, and "yes" without it would be a statement about anybody.
        """
        told = {name: value for name, value in report.items() if name != "recipient"}
        claims = {"iss": self.public_url, "iat": _seconds(report), "report": told}
        return self.signer.sign_json(claims)


def _seconds(report: JsonObject) -> int:
    return int(datetime.fromisoformat(str(report["checked_at"])).timestamp())
