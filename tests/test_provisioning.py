"""The databases, the browser and the guards that other tests rely on do what they say."""

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page
from pytest_socket import SocketBlockedError

from tests.browser import DESKTOP, PHONE, PageFactory
from tests.provisioning.postgres import PostgresServer, running_postgres
from tests.provisioning.postgres_programs import (
    copy_of_the_wheel,
    new_workplace,
    programs_in_the_wheel,
    usable_programs,
)

GOOD_PAGE = """<!doctype html><html lang="sl"><head><title>Potrdilo</title></head>
<body><main><h1>Potrdilo velja</h1></main></body></html>"""
BAD_PAGE = """<!doctype html><html lang="sl"><head><title>Potrdilo</title></head>
<body><main><h1>Potrdilo velja</h1><img src="data:,"></main></body></html>"""


def connect(server: PostgresServer, database: str) -> psycopg.Connection:
    return psycopg.connect(server.url(database).replace("+psycopg", ""), autocommit=True)


def test_a_database_starts_as_its_template_and_goes_its_own_way(
    postgres_server: PostgresServer,
) -> None:
    template = postgres_server.new_database()
    with connect(postgres_server, template) as connection:
        connection.execute("CREATE TABLE trees AS SELECT 'pear' AS kind")
    copy, other = (postgres_server.new_database(template) for _ in range(2))
    with connect(postgres_server, copy) as connection:
        connection.execute("INSERT INTO trees VALUES ('apple')")
    with connect(postgres_server, other) as connection:
        assert connection.execute("SELECT kind FROM trees").fetchall() == [("pear",)]


def test_a_dropped_database_takes_its_connections_along(postgres_server: PostgresServer) -> None:
    name = postgres_server.new_database()
    with connect(postgres_server, name) as connection:
        postgres_server.drop_database(name)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        connection.close()


def test_the_server_inside_the_wheel_starts_where_no_server_is_installed() -> None:
    workplace = new_workplace()
    try:
        programs = copy_of_the_wheel(programs_in_the_wheel()[0], workplace)
        with (
            running_postgres(programs=programs, durable=True) as server,
            connect(server, server.new_database()) as connection,
        ):
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
    finally:
        shutil.rmtree(workplace.folder)


def test_an_installed_server_comes_before_the_wheel() -> None:
    workplace = new_workplace()
    try:
        programs = usable_programs(workplace)
        installed = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        assert (programs not in programs_in_the_wheel()) is installed
    finally:
        shutil.rmtree(workplace.folder)


def test_core_tests_open_no_socket() -> None:
    with pytest.raises(SocketBlockedError), pytest.warns(UserWarning, match="tried to use"):
        socket.socket()


@pytest.mark.browser
def test_a_page_is_as_wide_as_asked(browser_page: PageFactory) -> None:
    for viewport in (DESKTOP, PHONE):
        page = browser_page(viewport=viewport, locale="sl-SI")
        page.set_content(GOOD_PAGE)
        assert page.evaluate("[innerWidth, navigator.language]") == [viewport["width"], "sl-SI"]


@pytest.mark.browser
def test_a_page_can_be_seen_without_javascript(browser_page: PageFactory) -> None:
    page = browser_page(javascript=False)
    page.set_content("<p>written</p><script>document.body.textContent = 'scripted'</script>")
    assert page.locator("body").inner_text() == "written"


@pytest.mark.browser
def test_axe_finds_what_is_wrong_and_only_that(
    browser_page: PageFactory, axe_violations: Callable[[Page], list[str]]
) -> None:
    page = browser_page()
    page.set_content(GOOD_PAGE)
    assert axe_violations(page) == []
    page.set_content(BAD_PAGE)
    assert [line.split(" ")[0] for line in axe_violations(page)] == ["image-alt"]


@pytest.mark.browser
def test_axe_gets_past_a_strict_content_security_policy(
    browser_page: PageFactory, axe_violations: Callable[[Page], list[str]]
) -> None:
    page = browser_page()
    page.route(
        "http://localhost/",
        lambda route: route.fulfill(
            body=BAD_PAGE,
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'none'"},
        ),
    )
    page.goto("http://localhost/")
    assert [line.split(" ")[0] for line in axe_violations(page)] == ["image-alt"]
