"""Each page says what it must, in both languages, and gives nothing away."""

import re
from html.parser import HTMLParser

import pytest

from app.fault_pages import fault_codes
from app.problem_kinds import PROBLEM_KINDS
from app.submission_problems import SUBMISSION_PROBLEMS
from issuer.annex_i import ELEMENTS
from tests.app.serving import Service
from tests.app.web.examples import ACTIVE, REVOKED, SUSPENDED, TOKEN
from verifier import PROBLEMS

CNC = "/programmes/programme-cnc/versions/2"
LEARNER = f"/c/{TOKEN}"
PAGES = (
    "/",
    "/register",
    CNC,
    "/programmes/programme-retired/versions/1",
    LEARNER,
    "/verify",
    "/verdicts/passed",
    "/verdicts/revoked",
    "/verdicts/unknown",
    "/verdicts/unreadable",
    "/profiles/srednja-tehniska-sola",
    "/problems/REVOKED",
    "/problems/NOT_FOUND",
    "/privacy",
    "/accessibility",
)
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Elements(HTMLParser):
    """Collects what a test asks about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element."""
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of every element of that name."""
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_the_content_policy_and_says_its_language(
    pages: Service, path: str, language: str
) -> None:
    answer = pages.get(path, headers=BROWSER | {"Accept-Language": language})
    elements = Elements(answer.text)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert elements.of("html") == [{"lang": language}]
    assert len(elements.of("h1")) == 1
    assert elements.of("style") == []
    assert all(script["src"] for script in elements.of("script"))
    assert not any(
        name == "style" or name.startswith("on")
        for _, attributes in elements.found
        for name in attributes
    )
    ids = [str(attributes["id"]) for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere(pages: Service, path: str) -> None:
    elements = Elements(pages.get(path, headers=BROWSER).text)
    loaded = [one["src"] for tag in ("img", "script", "iframe") for one in elements.of(tag)]
    loaded += [
        one["href"]
        for one in elements.of("link")
        if one["rel"] in {"stylesheet", "icon", "preload"}
    ]
    assert loaded
    assert all(str(address).startswith(("/static/", "/credentials/")) for address in loaded)


def test_a_programme_shows_every_element_of_annex_i_that_it_states(pages: Service) -> None:
    page = pages.get(CNC, headers={"Accept-Language": "en"}).text
    for element, told in {
        "title": "Operating and setting up CNC machines",
        "country": "Slovenia",
        "awarding-body": "Žalec Technical Secondary School",
        "learning-outcomes": "Sets up a CNC lathe",
        "workload": "120\u00a0hours · 4\u00a0VET\u00a0credit\u00a0points",
        "level": "SOK 4 · EQF 4",
        "assessment-type": "Practical assessment",
        "participation": "Blended",
        "quality-assurance": "KPM-2026/014",
        "prerequisites": "Finished basic school.",
        "supervision": "Supervised with ID verification",
        "stackability": "Metal shaper",
        "further-information": "Enrolment twice a year.",
    }.items():
        assert element in ELEMENTS
        assert told in page, element
    assert "At least nine parts of ten" in page
    assert "Points" not in page
    assert "Percentage, 0 to 100, pass from 60" in page
    assert f'href="{CNC}.json"' in page
    assert f'href="{CNC}.jsonld"' in page


def test_a_programme_tells_who_decided_when_and_under_which_number(pages: Service) -> None:
    page = pages.get(CNC, headers={"Accept-Language": "sl"}).text
    decided = page[page.index("Kdo je odločil") :]
    for told in (
        "Komisija za presojo mikrodokazil",
        "1. februarja 2026",
        "odločba št. KPM-2026/014",
    ):
        assert told in decided
    assert "Maja Župančič" not in page, "the public sees bodies, not persons"


def test_a_retired_programme_stays_readable_and_says_so(pages: Service) -> None:
    page = pages.get("/programmes/programme-retired/versions/1").text
    assert "Umaknjeno 1. marca 2026." in page
    assert "Raven ni določena" in page


def test_a_programme_leads_to_its_newest_version(pages: Service) -> None:
    answer = pages.get("/programmes/programme-cnc")
    assert (answer.status_code, answer.headers["location"]) == (302, CNC)


def test_a_learners_page_is_private(pages: Service) -> None:
    answer = pages.get(LEARNER)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "noindex" in answer.text


def test_a_learners_page_repeats_its_secret_address_to_no_other_page(pages: Service) -> None:
    elements = Elements(pages.get(LEARNER).text)
    for link in elements.of("a"):
        path, _, query = str(link["href"]).partition("?")
        assert TOKEN not in query
        assert TOKEN not in path or path.startswith(LEARNER)


def test_a_learners_page_tells_everything_and_gives_the_files(pages: Service) -> None:
    page = pages.get(LEARNER, headers={"Accept-Language": "sl"}).text
    for told in (
        "Nežka Žnidaršič",
        "Upravljanje in nastavljanje CNC-strojev",
        "Srednja tehniška šola Žalec",
        "14. februarja 2026",
        "120\u00a0ur",
        "srednje poklicno izobraževanje",
        "odlično",
        "93",
        "Serija prirobnic",
        "Veljavno",
    ):
        assert told in page, told
    assert f'href="{LEARNER}.json"' in page
    assert f'href="{LEARNER}.jwt"' in page
    assert "nezka@primer.example" not in page


@pytest.mark.parametrize(
    ("issued", "word", "reason"),
    [
        (REVOKED, "Preklicano", "Dokazilo je bilo izdano pomotoma."),
        (SUSPENDED, "Začasno razveljavljeno", "Preverjamo prijavo o plagiatu."),
    ],
)
def test_bad_news_comes_first_with_date_and_reason(
    pages: Service, issued: object, word: str, reason: str
) -> None:
    assert isinstance(issued, type(ACTIVE))
    page = pages.get(f"/c/{issued.credential.page_token}").text
    top = page[: page.index("<h1>")]
    assert word in top
    assert "2. marca 2026" in top
    assert reason in top
    assert "Veljavno" not in page


@pytest.mark.parametrize(
    "path", ["/c/unknown", "/programmes/x", "/profiles/x", "/problems/X", "/x"]
)
def test_what_is_not_there_is_said_on_a_page(pages: Service, path: str) -> None:
    answer = pages.get(path, headers=BROWSER | {"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("TOO_MANY_REQUESTS", 429, "Wait a minute, then try again."),
        ("INTERNAL_ERROR", 500, "Something went wrong on our side"),
        ("NOT_READY", 503, "Something went wrong on our side"),
        ("NOT_ACCEPTABLE", 406, "Correct the Accept header."),
    ],
)
def test_refusals_and_failures_have_a_page(
    pages: Service, code: str, status: int, said: str
) -> None:
    answer = pages.get(f"/failing/{code}", headers=BROWSER | {"Accept-Language": "en"})
    assert answer.status_code == status
    assert said in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["retry-after"] == "7"
    assert pages.get(f"/failing/{code}").headers["content-type"] == "application/problem+json"


CODES = (set(PROBLEMS), set(SUBMISSION_PROBLEMS), set(PROBLEM_KINDS), set(fault_codes()))
"""Of every layer that names a problem: what the verifier finds, how a credential came to us, what
the API refuses, and what is to be put right in a programme, an award, a table or a seal."""


@pytest.mark.parametrize("code", sorted(set().union(*CODES)))
def test_every_problem_code_has_its_page_in_both_languages(pages: Service, code: str) -> None:
    said = {}
    for language, heading in (("en", "What to do"), ("sl", "Kaj storiti")):
        answer = pages.get(f"/problems/{code}", headers={"Accept-Language": language})
        assert answer.status_code == 200
        assert code in answer.text
        assert heading in answer.text
        assert not re.search(r"\{\w*\}", answer.text)
        said[language] = answer.text.partition("<main")[2]
    assert said["en"] != said["sl"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("q=čebel", 1),
        ("level=8", 1),
        ("field=07", 3),
        ("provider=fakulteta-za-informatiko", 1),
        ("pilot=yes", 1),
        ("pilot=no&status=retired", 1),
        ("level=99&field=zz&pilot=maybe&status=gone&page=-1", 4),
        ("page=0&page=x", 4),
        ("level=²", 4),
        ("q=" + "a" * 5000, 0),
    ],
)
def test_the_register_narrows_and_takes_nonsense_for_nothing(
    pages: Service, query: str, found: int
) -> None:
    answer = pages.get(f"/register?{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert answer.text.count('class="entry__title"') == found
    assert ("Nothing fits." in answer.text) is (found == 0)


def test_the_registers_form_remembers_what_was_asked(pages: Service) -> None:
    page = pages.get('/register?q="><script>&level=4', headers={"Accept-Language": "en"}).text
    assert 'value="&#34;&gt;&lt;script&gt;"' in page
    assert '<option value="4" selected>' in page


def test_a_link_can_bring_the_address_to_check(pages: Service) -> None:
    page = pages.get('/verify?url=https://sola.example/c/1"><b>', headers={"Accept-Language": "en"})
    assert 'value="https://sola.example/c/1&#34;&gt;&lt;b&gt;"' in page.text
    assert pages.get(f"/verify?url={'x' * 3000}").status_code == 422
