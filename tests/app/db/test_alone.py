"""Two processes that start at once on one database take turns."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from app.clock import RandomIds, SystemClock
from app.db import organisations
from app.db.alone import alone
from app.db.engine import Database, make_engine
from app.demo.seeding import seed
from app.opening import open_services
from tests.app.serving import settings_for


def test_only_one_is_inside(database_url: str) -> None:
    inside: list[int] = []
    most: list[int] = []

    def enter() -> None:
        database = Database(make_engine(database_url))
        with alone(database):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()
        database.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == [1, 1, 1, 1]


def test_two_that_seed_an_empty_database_seed_it_once(database_url: str, tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def start(number: int) -> None:
        settings = settings_for(database_url, demo=True, var_dir=tmp_path / str(number))
        services = open_services(settings, clock=SystemClock(), ids=RandomIds())
        try:
            with alone(services.database):
                seed(services)
        except BaseException as error:  # noqa: BLE001  # a thread's error would be lost
            failed.append(error)
        finally:
            services.database.close()

    threads = [threading.Thread(target=start, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    database = Database(make_engine(database_url))
    with database.read() as connection:
        kinds = [organisation.kind for organisation in organisations.listed(connection)]
    database.close()
    assert len(kinds) == len(set(kinds)) == 4
