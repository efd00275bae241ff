"""The attacker's part of the web: any host under hostile.example, all of it on this machine.

A host named by `leads_to` says in its own name which addresses its DNS answers with, so that the
service under test, another process, needs no table of names.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.app.local_https import Answer, response

DOMAIN = "hostile.example"
HOST = f"www.{DOMAIN}"
_ANSWERS = re.compile(r"to-([0-9a-f.]+)\." + re.escape(DOMAIN))
_LONGEST_LABEL = 60


def leads_to(*answers: str) -> str:
    """Name a host whose DNS gives these answers in turn, the last one for ever.

    One answer is one address, or several joined by commas.
    """
    digits = ";".join(answers).encode().hex()
    labels = [digits[at : at + _LONGEST_LABEL] for at in range(0, len(digits), _LONGEST_LABEL)]
    return f"to-{'.'.join(labels)}.{DOMAIN}"


class HostileResolver:
    """Answer for hosts named by `leads_to`, and with this machine for every other host."""

    def __init__(self) -> None:
        self._asked: dict[str, int] = {}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Give the next answer."""
        del port
        named = _ANSWERS.fullmatch(host)
        if named is None:
            return ["127.0.0.1"] if host.endswith(DOMAIN) else []
        answers = bytes.fromhex(named.group(1).replace(".", "")).decode().split(";")
        asked = self._asked[host] = self._asked.get(host, 0) + 1
        return answers[min(asked, len(answers)) - 1].split(",")


@dataclass(slots=True)
class HostileWeb:
    """What the attacker publishes, by path, on every host at once."""

    port: int = 0
    pages: dict[str, Answer] = field(default_factory=dict)

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        """Serve one request."""
        page = self.pages.get(path)
        if page is None:
            writer.write(response(b"", status="404 Not Found"))
            return
        await page(path, writer)

    def url(self, path: str, host: str = HOST) -> str:
        """Name a path on one of the hosts."""
        return f"https://{host}:{self.port}{path}"

    def publish(self, path: str, answer: Answer, host: str = HOST) -> str:
        """Put something under a path; give its URL."""
        self.pages[path] = answer
        return self.url(path, host)

    def did(self, name: str, host: str = HOST) -> str:
        """Name an issuer whose key document is at `/name/did.json`."""
        return f"did:web:{host}%3A{self.port}:{name}"
