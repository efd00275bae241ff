"""The fields of a row: their names, what schools call their columns, and what belongs in them."""

from __future__ import annotations

from issuer.batch.field import Field
from issuer.model.programme import Assessment, ProgrammeContent
from issuer.model.text import in_language

ASSESSMENT = "assessment:"
"""Before an assessment's id: the field of the grade in it."""


def _field(  # one row of the table below
    name: str,
    path: str,
    heading: tuple[str, str],
    explanation: tuple[str, str],
    example: str,
    *also: str,
) -> Field:
    texts = ({"sl": heading[0], "en": heading[1]}, {"sl": explanation[0], "en": explanation[1]})
    return Field(name, *texts, also, example, path)


def _assessment_field(assessment: Assessment) -> Field:
    titles = {language: in_language(assessment.title, language) for language in ("sl", "en")}
    scale = assessment.grading
    allowed = ", ".join(scale.allowed_values) if scale else ""
    span = allowed or (f"{scale.minimum}-{scale.maximum}" if scale else "")
    return Field(
        ASSESSMENT + assessment.id,
        {
            "sl": f"Ocena: {titles['sl'] or assessment.id}",
            "en": f"Grade: {titles['en'] or assessment.id}",
        },
        {
            "sl": f"Ocena pri tem preverjanju. {span}".strip(),
            "en": f"The grade in this assessment. {span}".strip(),
        },
        also=(assessment.id, *(title for title in titles.values() if title)),
        example=(scale.passing or "") if scale else "",
    )


def fields_of(content: ProgrammeContent) -> tuple[Field, ...]:
    """Give every field that a row for this programme can have."""
    graded = (item for item in content.assessments if item.grading is not None)
    return (*FIELDS, *(_assessment_field(item) for item in graded))


_DATE = ("Na primer 9. 3. 2026 ali 2026-03-09.", "For example 9. 3. 2026 or 2026-03-09.")

FIELDS: tuple[Field, ...] = (
    _field(
        "given_name",
        "/learner/given_name",
        ("Ime", "Given name"),
        ("Ime udeleženca.", "The learner's given name."),
        "Špela",
        "first name",
        "forename",
    ),
    _field(
        "family_name",
        "/learner/family_name",
        ("Priimek", "Family name"),
        ("Priimek udeleženca.", "The learner's family name."),
        "Žnidaršič",
        "last name",
        "surname",
    ),
    _field(
        "name",
        "/learner/name",
        ("Ime in priimek", "Name"),
        (
            "Celo ime, kot naj stoji v dokazilu; namesto stolpcev Ime in Priimek.",
            "The whole name as it shall stand in the credential; instead of the two parts.",
        ),
        "",
        "full name",
        "learner",
        "learner name",
        "student",
        "student name",
        "holder",
        "udeleženec",
        "udeleženka",
        "dijak",
        "študent",
        "imetnik",
        "priimek in ime",
        "ime udeleženca",
        "ime in priimek udeleženca",
        "ime dijaka",
    ),
    _field(
        "email",
        "/learner/email",
        ("E-pošta", "E-mail"),
        (
            "V dokazilu stoji le kot zgoščena vrednost. Brez nje navedite številko udeleženca.",
            "Stands in the credential only as a salted hash. Without it state the learner number.",
        ),
        "spela.primer@primer.example",
        "email",
        "mail",
        "e-mail address",
        "email address",
        "elektronska pošta",
        "elektronski naslov",
        "e-naslov",
        "e-poštni naslov",
        "epošta",
        "el pošta",
        "email naslov",
        "e-mail naslov",
        "e-pošta udeleženca",
        "student e-mail",
        "student email",
    ),
    _field(
        "date_of_birth",
        "/learner/date_of_birth",
        ("Datum rojstva", "Date of birth"),
        _DATE,
        "",
        "rojstni datum",
        "rojen",
        "birth date",
        "birthday",
        "dob",
    ),
    _field(
        "identifier",
        "/learner/identifier",
        ("Številka udeleženca", "Learner number"),
        (
            "Šolina lastna številka; nikoli ne stoji v dokazilu.",
            "The school's own number; it never stands in the credential.",
        ),
        "2026-0143",
        "identifier",
        "šolska številka",
        "vpisna številka",
        "matična številka",
        "student number",
        "school number",
        "student id",
        "learner id",
    ),
    _field(
        "holder_did",
        "/learner/holder_did",
        ("DID imetnika", "Holder DID"),
        (
            "Udeleženčev decentralizirani identifikator (did:…).",
            "The learner's decentralized identifier (did:…).",
        ),
        "",
        "did",
    ),
    _field(
        "guardian_email",
        "/learner/guardian_email",
        ("E-pošta skrbnika", "Guardian e-mail"),
        (
            "Starš ali skrbnik mladoletnega udeleženca; najprej pišemo njemu.",
            "A minor's parent or guardian, who is written to first.",
        ),
        "",
        "e-pošta starša",
        "e-pošta staršev",
        "parent e-mail",
        "parent email",
        "guardian email",
        "parents e-mail",
    ),
    _field(
        "grade",
        "/result/grade",
        ("Ocena", "Grade"),
        ("Skupna ocena.", "The overall grade."),
        "",
        "končna ocena",
        "skupna ocena",
        "uspeh",
        "rezultat",
        "mark",
        "final grade",
        "overall grade",
        "result",
    ),
    _field(
        "awarded_on",
        "/result/awarded_on",
        ("Datum dosežka", "Award date"),
        (f"Če je prazno, današnji dan. {_DATE[0]}", f"Today, if empty. {_DATE[1]}"),
        "9. 3. 2026",
        "datum",
        "datum podelitve",
        "datum izdaje",
        "podeljeno",
        "date",
        "awarded on",
        "date awarded",
        "date of award",
        "issue date",
    ),
    _field(
        "started_on",
        "/result/started_on",
        ("Začetek", "Start"),
        _DATE,
        "",
        "datum začetka",
        "od",
        "start date",
        "started on",
        "from",
    ),
    _field(
        "ended_on",
        "/result/ended_on",
        ("Konec", "End"),
        _DATE,
        "",
        "datum konca",
        "datum zaključka",
        "zaključek",
        "do",
        "end date",
        "ended on",
        "to",
    ),
    _field(
        "narrative",
        "/result/narrative",
        ("Opis dosežka", "Narrative"),
        ("Kaj je udeleženec naredil.", "What the learner did."),
        "",
        "opis",
        "opomba",
        "description",
        "remark",
    ),
    _field(
        "evidence_name",
        "/result/evidence/0/name",
        ("Dokaz", "Evidence"),
        ("Ime izdelka, poročila ali posnetka.", "The name of a work, report or recording."),
        "",
        "ime dokaza",
        "naziv dokaza",
        "evidence name",
    ),
    _field(
        "evidence_url",
        "/result/evidence/0/url",
        ("Povezava do dokaza", "Evidence URL"),
        ("Začne se s https://.", "Begins with https://."),
        "",
        "naslov dokaza",
        "url dokaza",
        "evidence link",
        "evidence address",
        "url",
        "povezava",
    ),
    _field(
        "language",
        "/language",
        ("Jezik", "Language"),
        (
            "Jezik dokazila: sl, en ali drug, ki ga program govori.",
            "The credential's language: sl, en or another that the programme speaks.",
        ),
        "sl",
        "jezik dokazila",
        "badge language",
        "credential language",
    ),
    _field(
        "programme",
        "/programme",
        ("Program", "Programme"),
        (
            "Id ali naslov programa; varovalka pred napačno datoteko.",
            "The programme's id or title; guards against the wrong file.",
        ),
        "",
        "oznaka programa",
        "šifra programa",
        "naziv programa",
        "programme id",
        "programme code",
        "program",
        "course",
    ),
)
