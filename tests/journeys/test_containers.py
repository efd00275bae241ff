"""A credential handed in as a picture, a document or an archive, through the page's form."""

import json
from typing import Any

from tests.app.staging import Stage
from tests.verifier.containers.making import archive, example, itxt, pdf, png, svg

Json = dict[str, Any]


def hand_in(stage: Stage, name: str, content: bytes, **headers: str) -> Any:  # noqa: ANN401
    answer = stage.service.post("/verify", files={"file": (name, content)}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def carriers(credential: str, token: str) -> dict[str, bytes]:
    """Put a credential in everything that is read."""
    inside = (
        f"<ob:credential><![CDATA[{credential.replace('>', chr(92) + 'u003e')}]]></ob:credential>"
    )
    return {
        "badge.png": png(itxt(credential.encode())),
        "token.png": png(itxt(token.encode())),
        "badge.svg": svg(inside),
        "token.svg": svg(f'<ob:credential verify="{token}"/>'),
        "badge.pdf": pdf({"badge.json": credential.encode()}),
        "token.zip": archive({"badge.jwt": token.encode(), "readme.txt": b"Hello."}),
        "nested.zip": archive({"badge.png": png(itxt(credential.encode()))}),
    }


def test_a_credential_passes_in_everything_that_carries_it(stage: Stage) -> None:
    issued = stage.issue().json()
    files = carriers(json.dumps(issued["credential"]), issued["jwt"])
    for name, content in files.items():
        report = hand_in(stage, name, content).json()
        assert report["outcome"] == "passed", (name, report["root_cause"])
        kind = name.rpartition(".")[2]
        assert report["container"]["names"][0] == kind
        first = report["findings"][0]
        assert (first["check"], first["outcome"]) == ("container", "passed")
        assert first["sentence"] == report["container"]["sentence"]
    assert report["container"] == {
        "names": ["zip", "png"],
        "sentence": {
            "sl": "Dokazilo smo našli v arhivu ZIP, v sliki PNG.",
            "en": "The credential was found in a ZIP archive, in a PNG picture.",
        },
    }


def test_a_changed_credential_is_found_out_in_its_picture(stage: Stage) -> None:
    issued = stage.issue().json()
    issued["credential"]["name"] = "Something better"
    picture = png(itxt(json.dumps(issued["credential"]).encode()))
    report = hand_in(stage, "badge.png", picture).json()
    assert report["outcome"] == "failed"
    assert report["root_cause"]["code"] == "SIGNATURE_INVALID"
    assert report["container"]["names"] == ["png"]
    bare = hand_in(stage, "badge.jwt", issued["jwt"].encode()).json()
    assert (bare["outcome"], bare["container"]) == ("passed", None)


CAUSES = {
    "bare.png": "PICTURE_EMPTY",
    "badge.wrong-checksum.png": "CONTAINER_DAMAGED",
    "badge.entities.svg": "CONTAINER_ENTITIES",
    "locked.pdf": "CONTAINER_LOCKED",
    "badges.zip": "CONTAINER_SEVERAL",
    "badge.ob2.png": "URL_UNREACHABLE",
}


def test_what_stands_in_the_way_is_said_and_never_called_good(stage: Stage) -> None:
    for name, cause in CAUSES.items():
        report = hand_in(stage, name, example(name)).json()
        assert report["outcome"] == "indeterminate", name
        assert report["root_cause"]["code"] == cause, name
        assert report["next_step"]["sl"]
        assert report["credential"] is None
        assert stage.service.get(f"/problems/{cause}").status_code == 200
    report = hand_in(stage, "badge.twice.png", example("badge.twice.png")).json()
    assert report["findings"][0]["code"] == "CONTAINER_FIRST_TAKEN"
    assert report["findings"][0]["outcome"] == "passed"


def test_people_read_where_it_was_found(stage: Stage) -> None:
    issued = stage.issue().json()
    picture = png(itxt(issued["jwt"].encode()))
    page = hand_in(stage, "badge.png", picture, Accept="text/html", **{"Accept-Language": "en"})
    assert "The credential was found in a PNG picture." in page.text


def test_the_form_offers_every_kind_of_file(stage: Stage) -> None:
    page = stage.service.get("/verify", headers={"Accept": "text/html"}).text
    accept = page.partition('accept="')[2].partition('"')[0].split(",")
    assert {".json", ".jwt", ".png", ".svg", ".pdf", ".zip"} <= set(accept)
