"""The shelf of registries: the last good copy, as long as nobody says that there is none."""

from datetime import timedelta

from app.registry_shelf import RegistryShelf
from tests.app.verifying import NOW
from verifier import Fetched, Unavailable

URL = "https://registry.example/registry.json"
GOOD = Fetched(URL, "application/json", b"{}", NOW)
DOWN = Unavailable(URL, "down", NOW + timedelta(hours=1))


def test_a_server_that_is_down_is_answered_for_by_the_last_copy_with_its_time() -> None:
    shelf = RegistryShelf()
    assert shelf.better(DOWN) is DOWN
    assert shelf.better(GOOD) is GOOD
    assert shelf.better(DOWN) is GOOD


def test_what_is_said_to_be_gone_is_gone() -> None:
    shelf = RegistryShelf()
    shelf.better(GOOD)
    gone = Unavailable(URL, "gone", NOW, absent=True)
    assert shelf.better(gone) is gone
    assert shelf.better(DOWN) is DOWN


def test_the_shelf_is_no_heap() -> None:
    shelf = RegistryShelf()
    for number in range(20):
        shelf.better(Fetched(f"{URL}?{number}", "", bytes(4 * 1024 * 1024), NOW))
    first = Unavailable(f"{URL}?0", "down", NOW)
    assert shelf.better(first) is first
    assert isinstance(shelf.better(Unavailable(f"{URL}?19", "down", NOW)), Fetched)
