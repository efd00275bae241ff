"""app.db.personal_export: everything that is stored about a learner, of that one alone."""

from __future__ import annotations

from dataclasses import replace

from app.db import learners, personal_export
from app.db.personal_export import FILES, TEXTS, WITHHELD, LearnersRecords, linked_tables
from issuer.model.award import Learner
from issuer.model.credential import Credential
from tests.app.db.school import School
from tests.issuer.examples import LEARNER, RESULT


def exported(school: School, learner: Learner) -> LearnersRecords:
    with school.database.read() as connection:
        known = learners.known_by_id(connection, school.vault, learner.id)
        return personal_export.records_of(connection, learner.id, known.seal)


def test_every_sealed_column_about_a_learner_is_handed_out_or_withheld_for_a_reason() -> None:
    sealed = {
        f"{table.name}.{column.name}"
        for table, _ in linked_tables("anybody")
        for column in table.columns
        if column.name.endswith("_sealed")
    }
    assert sealed == {*TEXTS, *FILES, *WITHHELD}


def test_all_of_one_learner_and_nothing_of_another(school: School) -> None:
    version = school.approved()
    mine, theirs = school.learner(), school.learner(replace(LEARNER, identifier="77"))
    credentials: list[Credential] = [
        school.issue(school.approved_award(version, learner)) for learner in (mine, theirs)
    ]
    given = exported(school, mine)
    assert [row["personal"]["name"] for row in given.rows["learners"]] == [LEARNER.name]
    assert given.rows["awards"][0]["result"]["narrative"] == RESULT.narrative
    assert {file.body for file in given.files} == {
        document.body for document in credentials[0].documents
    }
    actions = {row["action"] for row in given.rows["audit_records"]}
    assert actions == {"credential.intended", "credential.issued"}
    assert len(given.rows["issuance_log"]) == len(credentials[0].documents)
    for stranger in (theirs.id, credentials[1].id, credentials[1].award_id):
        assert stranger not in str(given.rows)
