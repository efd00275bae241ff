"""Which URLs may be asked at all, and every bound of a fetch by name."""

import re
from dataclasses import dataclass

import httpx

from app.fetching.reasons import Reason, Refused

_HTTPS = 443
_LONGEST_URL = 2048
# The URL Standard, "ends in a number": such hosts are read as IPv4 by one library or another.
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Bound what one fetch may cost, and say where it may go."""

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] = frozenset({_HTTPS, 8443})
    """Where issuers publish; every other port would make us a port scanner."""
    unsafe_plain_http: bool = False
    """Also fetch http, from any port and any host: for tests and closed networks only."""
    connect_seconds: float = 3.0
    read_seconds: float = 4.0
    """The longest pause between two pieces of an answer."""
    total_seconds: float = 8.0
    """One document with all its redirects, from the first name lookup to the last byte."""
    waiting_seconds: float = 5.0
    """How long a fetch may queue behind others before it begins."""
    redirects: int = 3
    addresses: int = 4
    """How many addresses of one host are tried."""
    parallel_per_host: int = 4
    parallel: int = 24
    parallel_per_client: int = 8
    """However many slow hosts somebody names, the other slots are for the others."""


RULES = FetchRules()


@dataclass(frozen=True, slots=True)
class TargetUrl:
    """One URL, checked and taken apart once, so that nothing later can read it differently."""

    scheme: str
    host: str
    """ASCII, lower case."""
    port: int
    target: str
    """Path and query."""

    @property
    def authority(self) -> str:
        """Give the Host header's value."""
        default = {"https": _HTTPS, "http": 80}[self.scheme]
        return self.host if self.port == default else f"{self.host}:{self.port}"

    @property
    def text(self) -> str:
        """Write the URL again."""
        return f"{self.scheme}://{self.authority}{self.target}"


def check_url(text: str, rules: FetchRules = RULES, *, base: TargetUrl | None = None) -> TargetUrl:
    """Take a URL apart (relative to `base`, when given); raise Refused when it may not be asked."""
    # Browsers read a backslash as a slash, other programs do not: two readings, no fetch.
    if len(text) > _LONGEST_URL or "\\" in text or not text.isprintable() or " " in text:
        raise Refused(Reason.MALFORMED)
    try:
        url = httpx.URL(text) if base is None else httpx.URL(base.text).join(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(Reason.MALFORMED) from error
    _check_scheme(url, rules)
    host = url.raw_host.decode("ascii", "replace").lower()
    if url.userinfo:
        raise Refused(Reason.CREDENTIALS)
    if not rules.unsafe_plain_http and (":" in host or _ENDS_IN_NUMBER.search(host)):
        raise Refused(Reason.NUMERIC_HOST)
    if not _HOST.fullmatch(host):
        raise Refused(Reason.MALFORMED)
    port = url.port or (_HTTPS if url.scheme == "https" else 80)
    if not rules.unsafe_plain_http and port not in rules.ports:
        raise Refused(Reason.PORT)
    return TargetUrl(url.scheme, host.rstrip("."), port, url.raw_path.decode("ascii"))


def _check_scheme(url: httpx.URL, rules: FetchRules) -> None:
    if url.scheme in rules.schemes or (url.scheme == "http" and rules.unsafe_plain_http):
        return
    raise Refused(Reason.NOT_HTTPS if url.scheme else Reason.MALFORMED)
