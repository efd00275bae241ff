"""How many different addresses may be asked for on one stranger's behalf."""


class Allowance:
    """Count addresses, each of them once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._asked: set[str] = set()

    def widen(self, most: int) -> None:
        """Allow so many instead, if that is more."""
        self._most = max(self._most, most)

    def covers(self, url: str) -> bool:
        """Tell whether this address may be asked for, and count it."""
        if url not in self._asked and len(self._asked) >= self._most:
            return False
        self._asked.add(url)
        return True
