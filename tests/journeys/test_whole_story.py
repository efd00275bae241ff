"""The whole story, from an empty service: admit, write, approve, issue, take away, check, revoke.

Everything goes through HTTP, on both databases; what comes out is judged by five verifiers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import httpx
import pytest

from app.founding import found_operator
from tests.app.serving import Service, serving, settings_for
from tests.interop.downloads import downloaded, path_of
from tests.interop.opinions import NOT_ASKED, PASSES, REVOKED, words
from tests.peers import openbadgeslib
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

API = "/api/v1"
Json = dict[str, Any]

GOOD_BADGE = [PASSES, PASSES, PASSES, NOT_ASKED, PASSES]
GOOD_TOKEN = [PASSES, NOT_ASKED, NOT_ASKED, PASSES, PASSES]


def content(name: str) -> Json:
    """Read a programme as a school would type it in."""
    file = resources.files("app.demo") / "programmes" / f"{name}.json"
    read: Json = json.loads(file.read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True)
class Caller:
    """Somebody with an API key."""

    service: Service
    key: str

    def send(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        """Call the API."""
        return self.service.call(method, f"{API}{path}", key=self.key, json=body)

    def get(self, path: str) -> Json:
        """Read, and expect to be answered."""
        return self._expect(self.send("GET", path), 200)

    def post(self, path: str, body: Json | None = None, *, status: int = 200) -> Json:
        """Do something, and expect this status."""
        return self._expect(self.send("POST", path, body), status)

    def make(self, path: str, body: Json) -> Json:
        """Create something."""
        return self.post(path, body, status=201)

    def refused(self, path: str, body: Json | None = None, *, method: str = "POST") -> str:
        """Try something that is not to be: give status and code."""
        answer = self.send(method, path, body)
        assert answer.headers["content-type"] == "application/problem+json"
        return f"{answer.status_code} {answer.json()['code']}"

    def colleague(self, *scopes: str) -> Caller:
        """Have an administrator make a key."""
        made = self.make("/api-keys", {"name": "-".join(scopes), "scopes": scopes})
        return Caller(self.service, made["key"])

    @staticmethod
    def _expect(answer: httpx.Response, status: int) -> Json:
        assert answer.status_code == status, answer.text
        found: Json = answer.json()
        return found


@pytest.fixture
def service(database_url: str) -> Iterator[Service]:
    """Run an empty service under an address of the open web."""
    with serving(settings_for(database_url, public_url="https://dokazilo.example")) as running:
        yield running


@pytest.fixture
def operator(service: Service) -> Caller:
    """Begin as `DEMO=0 make run` does: with one printed key."""
    return Caller(service, found_operator(service.services).secret or "")


@dataclass(frozen=True)
class Cast:
    """A school and the agency that reviews it."""

    admin: Caller
    author: Caller
    reviewer: Caller
    office: Caller
    """The student information system: may award, approve, issue and revoke."""


@pytest.fixture
def cast(operator: Caller) -> Cast:
    """Admit the agency and the school, and hand out keys."""
    agency = admitted(operator, "review-body", "Agencija", None)
    school = admitted(operator, "school", "Šola", agency["id"])
    admin = Caller(operator.service, school["admin_key"]["key"])
    reviewers_admin = Caller(operator.service, agency["admin_key"]["key"])
    profile = {
        "slug": "sola",
        "name": {"sl": "Šola", "en": "The School"},
        "description": {"sl": "Šola za preizkus.", "en": "A school for a test."},
        "url": "https://sola.example",
    }
    admin.make("/profiles", profile)
    return Cast(
        admin=admin,
        author=admin.colleague("author"),
        reviewer=reviewers_admin.colleague("review"),
        office=admin.colleague("approve", "issue", "revoke"),
    )


def admitted(operator: Caller, kind: str, name: str, review_body: str | None) -> Json:
    wish = {"kind": kind, "name": {"sl": name, "en": name}, "review_body_id": review_body}
    return operator.make("/organisations", wish)


def approved(cast: Cast, name: str) -> str:
    """Bring a programme through its life; give its id."""
    draft = cast.author.make("/programmes", {"content": content(name)})
    programme = f"/programmes/{draft['programme_id']}"
    cast.author.post(f"{programme}/submit")
    cast.reviewer.post(f"{programme}/take-into-review")
    decision = {"decision": "approve", "decision_number": "6033-1/2026"}
    version = cast.reviewer.post(f"{programme}/decisions", decision)
    assert version["state"] == "approved", version["approvals_missing"]
    found: str = version["programme_id"]
    return found


def order(programme: str, **changes: Any) -> Json:  # noqa: ANN401 - JSON
    learner = {"name": "Anže Črnič", "email": "anze.crnic@example.com"}
    return {"programme": programme, "learner": learner, **changes}


def verdict(service: Service, secured: Json | str) -> str:
    """Paste a credential into the public verifier."""
    body = secured if isinstance(secured, str) else json.dumps(secured)
    answer = service.post("/verify", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 200, answer.text
    report = answer.json()
    cause = report["root_cause"]
    return f"{report['outcome']} {cause['code']}" if cause else str(report["outcome"])


@pytest.fixture(autouse=True)
def _all_five_are_here() -> None:
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)


def test_a_badge_is_good_until_it_is_revoked(
    service: Service, cast: Cast, node_peers: NodePeers
) -> None:
    made = cast.office.make("/credentials", order(approved(cast, "3d-printing")))

    # The learner opens the page without an account, and takes both forms away.
    page = path_of(made["credential_url"])
    badge, token = service.get(f"{page}.json").json(), service.get(f"{page}.jwt").text
    assert (badge, token) == (made["credential"], made["jwt"])
    assert service.get(page, headers={"Accept": "text/html"}).status_code == 200

    # An employer pastes it here, or asks other software, which downloads what the badge names.
    for secured, all_good in ((badge, GOOD_BADGE), (token, GOOD_TOKEN)):
        assert verdict(service, secured) == "passed"
        assert words(node_peers, downloaded(service, secured)) == all_good

    # The school revokes. The very next download shows it, to everybody.
    list_path = path_of(badge["credentialStatus"]["statusListCredential"])
    before = service.get(list_path)
    revoked = {"status": "revoked", "reason": "Napačno vpisana ocena."}
    assert cast.office.post(f"/credentials/{made['id']}/status", revoked)["status"] == "revoked"
    after = service.get(list_path, headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json() == before.json()) == (200, False)
    assert [verdict(service, secured) for secured in (badge, token)] == ["failed REVOKED"] * 2
    assert words(node_peers, downloaded(service, badge)) == [
        *("failed REVOKED", REVOKED, REVOKED, NOT_ASKED, REVOKED)
    ]
    assert words(node_peers, downloaded(service, token)) == [
        *("failed REVOKED", NOT_ASKED, NOT_ASKED, PASSES, REVOKED)
    ]
    # What the learner has taken away is still the same document: only its status changed.
    assert service.get(f"{page}.json").json() == badge
    assert service.get(page, headers={"Accept": "text/html"}).status_code == 200


def test_a_programme_lives_from_draft_to_approved(service: Service, cast: Cast) -> None:
    author, reviewer = cast.author, cast.reviewer
    title = {"sl": "3D-tiskanje", "en": "3D printing"}
    draft = author.make("/programmes", {"content": {"title": title}})
    programme = f"/programmes/{draft['programme_id']}"
    assert draft["state"] == "draft"
    assert service.get(programme).status_code == 404, "a draft is nobody's business"

    # Incomplete: every element that is missing is named, in both languages.
    refusal = author.send("POST", f"{programme}/submit")
    assert (refusal.status_code, refusal.json()["code"]) == (422, "INCOMPLETE")
    faults = {fault["path"]: fault["sentence"] for fault in refusal.json()["faults"]}
    assert {"/outcomes", "/assessments", "/level", "/workload"} <= set(faults)
    assert all(sentence["sl"] != sentence["en"] for sentence in faults.values())
    missing = author.get(f"{programme}/completeness")
    assert missing["complete"] is False
    assert {each["path"] for each in missing["missing"]} <= set(faults)
    assert author.get(programme)["state"] == "draft"

    # Complete: handed over, and out of the author's hands.
    assert author.send("PUT", programme, {"content": content("3d-printing")}).status_code == 200
    assert author.get(f"{programme}/completeness")["complete"] is True
    early = order(draft["programme_id"], version=1)
    assert cast.office.refused("/credentials", early) == "409 WRONG_STATE"
    assert author.post(f"{programme}/submit")["state"] == "submitted"
    assert author.refused(f"{programme}/submit") == "409 WRONG_STATE"
    edit = {"content": content("3d-printing")}
    assert author.refused(programme, edit, method="PUT") == "409 WRONG_STATE"

    # Only who may review does, and returns it once with a reason.
    decide = f"{programme}/decisions"
    approval = {"decision": "approve", "decision_number": "6033-3/2026"}
    assert author.refused(decide, approval) == "403 SCOPE_MISSING"
    assert reviewer.post(f"{programme}/take-into-review")["state"] == "in-review"
    returning = {"decision": "return", "decision_number": "6033-2/2026"}
    assert reviewer.send("POST", decide, returning).status_code == 422, "without a reason"
    returned = reviewer.post(decide, {**returning, "reason": "Dopolnite merila."})
    assert returned["state"] == "returned"
    assert author.post(f"{programme}/submit")["state"] == "submitted"
    reviewer.post(f"{programme}/take-into-review")
    version = reviewer.post(decide, approval)
    assert (version["state"], version["number"]) == ("approved", 1)
    assert [step["step"] for step in version["decisions"]] == [
        *("submit", "take-into-review", "return", "submit", "take-into-review", "approve")
    ]
    assert version["decisions"][-1]["decision_number"] == "6033-3/2026"

    # Approved: public, immutable, and issued.
    assert author.refused(programme, edit, method="PUT") == "409 WRONG_STATE"
    achievement = cast.office.make("/credentials", order(draft["programme_id"]))["credential"]
    address = achievement["credentialSubject"]["achievement"]["id"]
    published = service.get(f"{path_of(address)}.jsonld")
    assert published.status_code == 200
    assert published.json()["id"] == address


def test_nobody_approves_their_own(service: Service, operator: Caller) -> None:
    school = admitted(operator, "school", "Šola zase", None)  # its own quality commission
    admin = Caller(service, school["admin_key"]["key"])
    profile = {"slug": "zase", "url": "https://zase.example"}
    texts = {"name": school["name"], "description": school["name"]}
    admin.make("/profiles", {**profile, **texts})
    author, colleague = admin.colleague("author", "review"), admin.colleague("review")

    draft = author.make("/programmes", {"content": content("3d-printing")})
    programme = f"/programmes/{draft['programme_id']}"
    author.post(f"{programme}/submit")
    approval = {"decision": "approve", "decision_number": "1/2026"}
    assert author.refused(f"{programme}/take-into-review") == "403 OWN_WORK"
    colleague.post(f"{programme}/take-into-review")
    assert author.refused(f"{programme}/decisions", approval) == "403 OWN_WORK"
    assert author.get(programme)["state"] == "in-review"
    assert colleague.post(f"{programme}/decisions", approval)["state"] == "approved"
