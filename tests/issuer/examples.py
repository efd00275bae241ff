"""A school, a faculty, their programmes, a learner: what the tests of this layer start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from issuer.levels import level_for_sok
from issuer.model.approval import Decision, ProgrammeState, ProgrammeVersion, Step
from issuer.model.award import (
    AssessmentResult,
    Award,
    AwardState,
    Evidence,
    Learner,
    Result,
)
from issuer.model.credential import StatusListEntry, StatusPurpose
from issuer.model.organisation import Actor, KeyAlgorithm, Profile, Scope, SigningKey
from issuer.model.programme import (
    Assessment,
    GradeType,
    GradingScale,
    LearningOutcome,
    Level,
    OutcomeKind,
    Partner,
    PartnerRole,
    ProgrammeContent,
    QualityAssurance,
    QualityAssuranceKind,
    Reference,
    Stackability,
    Workload,
)
from issuer.rendering.material import Material
from tests.fakes import Keyring, MemorySigner, MemoryStore

BASE = "https://dokazilo.example"
NOW = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
SALT = bytes.fromhex("00112233445566778899aabbccddeeff")
CREDENTIAL_ID = "9b1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c11"

SNB = "http://data.europa.eu/snb"
WRITTEN = f"{SNB}/assessment/6e6cb2cc78"
PRACTICAL = f"{SNB}/assessment/6a4db9f11d"
PROJECT = f"{SNB}/assessment/795dac4096"
SUPERVISED = f"{SNB}/supervision-verification/70be69aaf9"
BLENDED = f"{SNB}/learning-assessment/e92d221e4d"
WORKBASED = f"{SNB}/learning-assessment/729f3bed4b"
NON_FORMAL = f"{SNB}/learning-setting/e207a81fc7"
SHORT_PROGRAMME = f"{SNB}/learning-opportunity/74a4a268e8"
SECTOR = f"{SNB}/skill-reuse-level/sector-specific"
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf"
    "DwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

SCHOOL_ID = "0b5f2a10-0000-4000-8000-000000000001"
REVIEW_BODY_ID = "0b5f2a10-0000-4000-8000-000000000002"

SCHOOL = Profile(
    id="0b5f2a10-0000-4000-8000-000000000011",
    organisation_id=SCHOOL_ID,
    slug="sc-kranj",
    did="did:web:dokazilo.example:profiles:sc-kranj",
    name={"sl": "Šolski center Kranj", "en": "Kranj School Centre"},
    description={
        "sl": "Srednja in višja šola za elektrotehniko in računalništvo.",
        "en": "A secondary and higher vocational school of engineering.",
    },
    url="https://sola.example/",
    email="dokazila@sola.example",
    locality="Kranj",
    legal_identifier="VATSI-12345678",
    image="/static/sc-kranj.png",
)

HEAT_PUMPS = ProgrammeContent(
    title={"sl": "Vzdrževanje toplotnih črpalk", "en": "Heat pump maintenance"},
    description={
        "sl": "Usposabljanje za redno vzdrževanje toplotnih črpalk v stavbah.",
        "en": "Training in the regular maintenance of heat pumps in buildings.",
    },
    outcomes=(
        LearningOutcome(
            id="o1",
            statement={
                "sl": "pojasni delovanje hladilnega kroga",
                "en": "explains how the refrigeration circuit works",
            },
            kind=OutcomeKind.KNOWLEDGE,
            reusability=SECTOR,
            criteria=(
                {"sl": "nariše hladilni krog", "en": "draws the refrigeration circuit"},
                {"sl": "imenuje hladiva in njihove lastnosti", "en": "names the refrigerants"},
            ),
        ),
        LearningOutcome(
            id="o2",
            statement={
                "sl": "opravi letni pregled toplotne črpalke",
                "en": "carries out the yearly inspection of a heat pump",
            },
            kind=OutcomeKind.SKILL,
            reusability=SECTOR,
            esco_skills=(
                Reference(
                    uri="http://data.europa.eu/esco/skill/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d",
                    title={"sl": "vzdrževati toplotne črpalke", "en": "maintain heat pumps"},
                ),
            ),
            occupational_standards=(
                Reference(
                    uri="https://www.nrpslo.org/standard/7127.001.4.1",
                    title={"sl": "Serviser toplotnih naprav", "en": "Heating technician"},
                    code="7127.001.4.1",
                ),
            ),
            criteria=({"sl": "pregled zapiše v obrazec", "en": "records the inspection"},),
            level_reasoning={
                "sl": "Naloge opravi samostojno po navodilih.",
                "en": "Works independently within instructions.",
            },
        ),
    ),
    assessments=(
        Assessment(
            id="a1",
            title={"sl": "Pisni preizkus", "en": "Written test"},
            type=WRITTEN,
            proves=("o1",),
            supervision=SUPERVISED,
            grading=GradingScale(type=GradeType.PERCENT, minimum="0", maximum="100", passing="50"),
        ),
        Assessment(
            id="a2",
            title={"sl": "Praktični preizkus", "en": "Practical test"},
            type=PRACTICAL,
            description={"sl": "Na delujoči napravi.", "en": "On a running unit."},
            proves=("o1", "o2"),
            supervision=SUPERVISED,
        ),
    ),
    grading=GradingScale(
        type=GradeType.LETTER_GRADE,
        passing="zadostno (2)",
        allowed_values=(
            "nezadostno (1)",
            "zadostno (2)",
            "dobro (3)",
            "prav dobro (4)",
            "odlično (5)",
        ),
    ),
    level=replace(
        level_for_sok(4),
        reasoning={
            "sl": "Izidi ustrezajo opisnikom ravni SOK 4.",
            "en": "The outcomes match the descriptors of SOK level 4.",
        },
    ),
    workload=Workload(hours=Decimal(90), vet_credit_points=Decimal("3.5")),
    isced_f=f"{SNB}/isced-f/0713",
    participation=BLENDED,
    learning_setting=NON_FORMAL,
    learning_opportunity_type=SHORT_PROGRAMME,
    quality_assurance=QualityAssurance(
        kind=QualityAssuranceKind.INTERNAL,
        body={"sl": "Komisija za kakovost šole", "en": "The school's quality commission"},
        reference="KK-12/2026",
        valid_until=date(2029, 8, 31),
    ),
    prerequisites={"sl": "končana osnovna šola", "en": "completed primary school"},
    stackability=Stackability(
        stackable=True,
        towards={"sl": "program Mehatronik operater", "en": "the programme Mechatronics operator"},
    ),
    partners=(
        Partner(name="Toplota d. o. o.", role=PartnerRole.WORKPLACE_PROVIDER),
        Partner(name="OZS, sekcija instalaterjev", role=PartnerRole.CO_DESIGNER),
    ),
    further_information={
        "sl": "Velja kot dokazilo o stalnem usposabljanju.",
        "en": "Counts as continuing training.",
    },
    homepage="https://sola.example/toplotne-crpalke",
    image=DOT,
)
"""Every field stated; vocational, in hours and credit points, SOK 4."""

DATA_LITERACY = replace(
    HEAT_PUMPS,
    title={"sl": "Podatkovna pismenost", "en": "Data literacy"},
    description={
        "sl": "Branje, čiščenje in prikaz podatkov za odločanje.",
        "en": "Reading, cleaning and showing data for decisions.",
    },
    outcomes=(
        LearningOutcome(
            id="o1",
            statement={"sl": "oceni kakovost podatkov", "en": "assesses the quality of data"},
            kind=OutcomeKind.SKILL,
            criteria=({"sl": "našteje napake", "en": "lists the errors"},),
        ),
        LearningOutcome(
            id="o2",
            statement={"sl": "odgovarja za svoje sklepe", "en": "answers for the conclusions"},
            kind=OutcomeKind.RESPONSIBILITY,
            criteria=({"sl": "navede negotovost", "en": "states the uncertainty"},),
        ),
    ),
    assessments=(
        Assessment(
            id="projekt",
            title={"sl": "Projektna naloga", "en": "Project"},
            type=PROJECT,
            proves=("o1", "o2"),
            grading=GradingScale(type=GradeType.RAW_SCORE, minimum="1", maximum="10", passing="6"),
        ),
    ),
    grading=None,
    level=replace(level_for_sok(7), reasoning={"sl": "Prva stopnja.", "en": "First cycle."}),
    workload=Workload(ects=Decimal(3)),
    image=None,
    suspension=True,
    validity_months=36,
)
"""Higher education in ECTS, SOK 7; can be suspended; its credentials expire."""

FIRST_AID_PILOT = replace(
    HEAT_PUMPS,
    title={"sl": "Prva pomoč na delovnem mestu", "en": "First aid at work"},
    description={"sl": "Temeljni postopki oživljanja.", "en": "Basic life support."},
    outcomes=(
        LearningOutcome(
            id="o1",
            statement={"sl": "oživlja poškodovanega", "en": "resuscitates a casualty"},
            kind=OutcomeKind.SKILL,
            criteria=({"sl": "pravi ritem stisov", "en": "the right rhythm"},),
        ),
    ),
    assessments=(
        Assessment(
            id="a1",
            title={"sl": "Prikaz na lutki", "en": "Demonstration on a manikin"},
            type=PRACTICAL,
            proves=("o1",),
            supervision=SUPERVISED,
        ),
    ),
    grading=None,
    level=Level(
        no_level=True,
        reasoning={"sl": "Posamična spretnost.", "en": "A single skill."},
    ),
    workload=Workload(hours=Decimal(16)),
    participation=WORKBASED,
    isced_f=None,
    stackability=Stackability(),
    partners=(),
    pilot=True,
    pilot_until=date(2026, 12, 31),
    image=None,
)
"""A pilot without level and without grades."""

LEARNER = Learner(
    id="0b5f2a10-0000-4000-8000-000000000021",
    organisation_id=SCHOOL_ID,
    name="Ana Žagar Čuk",
    given_name="Ana",
    family_name="Žagar Čuk",
    email=" Ana.Zagar@Posta.Example ",
    date_of_birth=date(2001, 5, 17),
    identifier="63190042",
)

RESULT = Result(
    awarded_on=date(2026, 2, 27),
    grade="prav dobro (4)",
    assessments=(
        AssessmentResult(assessment_id="a1", grade="87"),
        AssessmentResult(assessment_id="a2", grade="opravljeno"),
    ),
    evidence=(
        Evidence(
            name="Zapisnik pregleda",
            url="https://sola.example/dokazi/1",
            narrative="Letni pregled črpalke v šolski delavnici.",
        ),
        Evidence(name="Fotografija naprave"),
    ),
    narrative="Delo je bilo opravljeno v šolski delavnici in pri partnerju.",
    started_on=date(2026, 1, 12),
    ended_on=date(2026, 2, 20),
)

AUTHOR = Actor(
    id="key-author",
    name="Avtor",
    organisation_id=SCHOOL_ID,
    scopes=frozenset({Scope.AUTHOR}),
    created_by="key-admin",
)
REVIEWER = Actor(
    id="key-reviewer",
    name="Recenzentka",
    organisation_id=REVIEW_BODY_ID,
    scopes=frozenset({Scope.REVIEW}),
    created_by="key-review-admin",
)
ISSUER = Actor(
    id="key-issuer",
    name="Referat",
    organisation_id=SCHOOL_ID,
    scopes=frozenset({Scope.ISSUE, Scope.APPROVE, Scope.REVOKE}),
    created_by="key-admin",
)


def approved_version(content: ProgrammeContent = HEAT_PUMPS) -> ProgrammeVersion:
    """Give an approved version 3 of a programme of the school."""
    decision = Decision(
        id="d1",
        version_id="0b5f2a10-0000-4000-8000-000000000031",
        step=Step.APPROVE,
        round=1,
        actor_id=REVIEWER.id,
        actor_name=REVIEWER.name,
        organisation_id=REVIEW_BODY_ID,
        decided_at=NOW,
        decision_number="6033-1/2026",
    )
    return ProgrammeVersion(
        id=decision.version_id,
        programme_id="0b5f2a10-0000-4000-8000-000000000017",
        organisation_id=SCHOOL_ID,
        profile_id=SCHOOL.id,
        review_body_id=REVIEW_BODY_ID,
        number=3,
        state=ProgrammeState.APPROVED,
        content=content,
        author_ids=frozenset({AUTHOR.id}),
        decisions=(decision,),
        created_at=NOW,
        changed_at=NOW,
        revision=5,
    )


def approved_award(result: Result = RESULT, language: str = "sl") -> Award:
    """Give an award of the school that may be issued."""
    return Award(
        id="0b5f2a10-0000-4000-8000-000000000041",
        organisation_id=SCHOOL_ID,
        version_id=approved_version().id,
        learner_id=LEARNER.id,
        result=result,
        language=language,
        state=AwardState.APPROVED,
        proposed_by=ISSUER.id,
        proposed_at=NOW,
        decided_by=ISSUER.id,
        decided_at=NOW,
    )


def entry(purpose: StatusPurpose = StatusPurpose.REVOCATION, index: int = 94567) -> StatusListEntry:
    """Give a place in a status list."""
    return StatusListEntry(
        list_id=purpose.value,
        list_url=f"{BASE}/status-lists/{purpose.value}",
        index=index,
        purpose=purpose,
    )


def material(content: ProgrammeContent = HEAT_PUMPS, *, language: str = "sl") -> Material:
    """Give what a badge of this programme is rendered from."""
    graded = RESULT if content is HEAT_PUMPS else replace(RESULT, grade=None, assessments=())
    entries = [entry()]
    if content.suspension:
        entries.append(entry(StatusPurpose.SUSPENSION, 7))
    return Material(
        award=approved_award(graded, language),
        learner=LEARNER,
        version=approved_version(content),
        profile=SCHOOL,
        entries=tuple(entries),
        credential_id=CREDENTIAL_ID,
        valid_from=NOW,
        base_url=BASE,
        salt=SALT,
    )


def signing_key(
    signer: MemorySigner, fragment: str, algorithm: KeyAlgorithm, active_from: datetime = NOW
) -> SigningKey:
    """Give the public half of a signer of the school."""
    return SigningKey(
        id=f"key-{fragment}",
        profile_id=SCHOOL.id,
        fragment=fragment,
        algorithm=algorithm,
        public_key=signer.public_key,
        key_uri="memory:",
        active_from=active_from,
    )


def signers() -> tuple[MemorySigner, MemorySigner]:
    """Give the school's two signers: Ed25519 and P-256."""
    made = []
    for algorithm, seed, fragment in (
        (KeyAlgorithm.ED25519, 1, "kljuc-2026"),
        (KeyAlgorithm.P256, 2, "kljuc-2026-jwt"),
    ):
        signer = MemorySigner(algorithm, seed)
        made.append(signer.holding(signing_key(signer, fragment, algorithm)))
    return made[0], made[1]


def school_store(content: ProgrammeContent = HEAT_PUMPS) -> tuple[MemoryStore, Keyring]:
    """Give a store with one approved award, and the keyring of its profile."""
    store, school_signers = MemoryStore(BASE), signers()
    given = material(content)
    tables = store.tables
    tables.awards[given.award.id] = given.award
    tables.learners[LEARNER.id] = LEARNER
    tables.versions[given.version.id] = given.version
    tables.profiles[SCHOOL.id] = SCHOOL
    tables.keys[SCHOOL.id] = tuple(signer.key for signer in school_signers)
    return store, Keyring(*school_signers)
