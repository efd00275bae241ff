"""The switch sets a cookie and leads back, but never off this host."""

import pytest

from tests.app.serving import Service


def test_it_remembers_and_leads_back(pages: Service) -> None:
    answer = pages.get("/language/en?next=/register?q=voda%26level=4")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/register?q=voda&level=4"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("language=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/%0d%0aSet-Cookie:a=b",
        "/" + "a" * 3000,
    ],
)
def test_it_leads_nowhere_else(pages: Service, elsewhere: str) -> None:
    assert pages.get(f"/language/sl?next={elsewhere}").headers["location"] == "/"


def test_a_language_that_is_not_spoken_is_not_there(pages: Service) -> None:
    assert pages.get("/language/xx").status_code == 404
