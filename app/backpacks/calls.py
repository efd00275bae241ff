"""Calls to hosts that learners name: guarded, and over https."""

from __future__ import annotations

from app.fetching import Posting, Reason, Refused, Reply
from app.services import Services

_SECURE = "https://"


class Calls:
    """The guarded calls of the service, without plain http unless the operator listed the host."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._listed = services.settings.private_services

    def check(self, url: str) -> None:
        """Raise Refused for a URL that would never be called."""
        self._services.appointed.check(url)
        authority = url.partition("://")[2].partition("/")[0].lower()
        if not url.lower().startswith(_SECURE) and authority not in self._listed:
            raise Refused(Reason.NOT_HTTPS)

    def get(self, url: str) -> bytes:
        """Fetch a document. Raises Refused."""
        self.check(url)
        return self._services.appointed.get(url, self._services.clock.now())

    def post(self, url: str, posting: Posting) -> Reply:
        """Send something once. Raises Refused."""
        self.check(url)
        return self._services.appointed.post(url, posting)
