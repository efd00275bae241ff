"""The lists as the running service finds them: looked for again whenever the index has changed."""

from dataclasses import dataclass, field

from app.settings import Settings
from app.trusted_lists.chosen import ChosenLists
from app.trusted_lists.folder import ListsFolder
from app.trusted_lists.judging import ListsReference

_Seen = tuple[int, int, int]


@dataclass(slots=True)
class KeptLists:
    """Name the lists that count now."""

    folder: ListsFolder
    chosen: ChosenLists
    _seen: _Seen | None = field(default=None, init=False)
    _reference: ListsReference | None = field(default=None, init=False)

    def reference(self) -> ListsReference | None:
        """Give the lists for the workers; None when none are kept for the operator's choice."""
        try:
            stat = self.folder.index_path.stat()
        except OSError:
            return None
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._reference, self._seen = self._read(), seen
        return self._reference

    def _read(self) -> ListsReference | None:
        index = self.folder.index()
        if index is None or index.choice != self.chosen.digest:
            return None
        return ListsReference(self.folder.file(index.services), index.services)


def lists_folder(settings: Settings) -> ListsFolder:
    """Name the folder of this installation."""
    return ListsFolder(settings.var_dir / "trusted-lists")


def kept_lists(folder: ListsFolder | None, chosen: ChosenLists | None) -> KeptLists | None:
    """Put folder and choice together; None where there is no such choice."""
    return KeptLists(folder, chosen) if folder is not None and chosen is not None else None
