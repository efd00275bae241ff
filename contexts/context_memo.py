"""Remember what PyLD made of bundled contexts: its result is the same for every document.

PyLD processes a type-scoped context anew for every typed node, over half of all its time. Byte for
byte nothing changes: a result is remembered only where both contexts it was made from are known
never to change, and a test compares with plain PyLD.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

MAX_RESULTS = 512
"""Honest documents need some 20. A stranger may order contexts anew: then start over."""

PyldContext = Any
"""An active context (a mapping) or a local one (URL, URLs, mapping, False) in PyLD's form."""

Flags = tuple[bool, bool, bool]


class ContextMemo:
    """Results of context processing, keyed by the identity of the active context.

    An identity is trusted only while the memo itself keeps the object alive, so that it can not
    be given to another object. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._owned: dict[int, PyldContext] = {}
        self._results: dict[Hashable, PyldContext] = {}

    def own_initial(self, initial: PyldContext) -> None:
        """Trust the initial context, from which every processing starts."""
        if id(initial) not in self._owned:
            with self._lock:
                self._owned[id(initial)] = initial

    def recall(
        self,
        active: PyldContext,
        local: PyldContext,
        flags: Flags,
        process: Callable[[], PyldContext],
    ) -> PyldContext:
        """Return the remembered result, or process and remember where that is safe."""
        key = self._key(active, local, flags)
        if key is None:
            return process()
        result = self._results.get(key)
        return result if result is not None else self._remember(key, active, process())

    def _key(self, active: PyldContext, local: PyldContext, flags: Flags) -> Hashable | None:
        if id(active) not in self._owned:
            return None
        name = self._name(local)
        return None if name is None else (id(active), name, flags)

    def _name(self, local: PyldContext) -> Hashable | None:
        """Name a context by its URLs, or by identity when it is part of an owned one."""
        if local is False or isinstance(local, str):
            return local
        if isinstance(local, list) and local and all(isinstance(url, str) for url in local):
            return tuple(local)
        return id(local) if id(local) in self._owned else None

    def _remember(self, key: Hashable, active: PyldContext, result: PyldContext) -> PyldContext:
        with self._lock:
            if self._owned.get(id(active)) is not active:
                return result  # another thread started over meanwhile
            if len(self._results) >= MAX_RESULTS:
                self._results.clear()
                self._owned.clear()
                return result
            kept = self._results.setdefault(key, result)
            self._own(kept)
            return kept

    def _own(self, context: PyldContext) -> None:
        self._owned[id(context)] = context
        for definition in context["mappings"].values():
            scoped = definition.get("@context") if definition else None
            if scoped is not None and not isinstance(scoped, (str, bool)):
                self._owned[id(scoped)] = scoped
