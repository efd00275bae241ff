"""Example records for pages: two schools, five programmes, and one learner's credentials."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.web.records import IssuedCredential, PublishedVersion
from issuer.model.approval import Decision, ProgrammeState, ProgrammeVersion, Step
from issuer.model.award import AssessmentResult, Award, AwardState, Evidence, Learner, Result
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.organisation import Profile
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

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
SCHOOL, FACULTY, REVIEWERS = "org-school", "org-faculty", "org-reviewers"
TOKEN = "Zx8tY0c2mO3nq4rB7sV1wK5uJ6hG9fD0aS2pL4eQ8iM"

VET_SCHOOL = Profile(
    id="profile-school",
    organisation_id=SCHOOL,
    slug="srednja-tehniska-sola",
    did="did:web:localhost%3A8000:profiles:srednja-tehniska-sola",
    name={"sl": "Srednja tehniška šola Žalec", "en": "Žalec Technical Secondary School"},
    description={
        "sl": "Srednja poklicna in strokovna šola s področja strojništva in elektrotehnike.",
        "en": "A vocational and technical school for mechanical and electrical engineering.",
    },
    url="https://sola.example/",
    email="mikrodokazila@sola.example",
    locality="Žalec",
    legal_identifier="VATSI-12345678",
)
UNIVERSITY = Profile(
    id="profile-faculty",
    organisation_id=FACULTY,
    slug="fakulteta-za-informatiko",
    did="did:web:localhost%3A8000:profiles:fakulteta-za-informatiko",
    name={"sl": "Fakulteta za informatiko Koper", "en": "Koper Faculty of Informatics"},
    description={"sl": "Javna fakulteta.", "en": "A public faculty."},
    url="https://fakulteta.example/",
    locality="Koper",
)
ORGANISATIONS = {
    SCHOOL: VET_SCHOOL.name,
    FACULTY: UNIVERSITY.name,
    REVIEWERS: {
        "sl": "Komisija za presojo mikrodokazil",
        "en": "Commission for the review of micro-credentials",
    },
}

_PRACTICAL = "http://data.europa.eu/snb/assessment/6a4db9f11d"
_PORTFOLIO = "http://data.europa.eu/snb/assessment/4f03b91c0e"
_SUPERVISED = "http://data.europa.eu/snb/supervision-verification/70be69aaf9"

CNC_CONTENT = ProgrammeContent(
    title={
        "sl": "Upravljanje in nastavljanje CNC-strojev",
        "en": "Operating and setting up CNC machines",
    },
    description={
        "sl": "Udeleženec samostojno pripravi CNC-stroj, izdela serijo kosov po delavniški risbi "
        "in preveri njihovo kakovost.",
        "en": "The learner prepares a CNC machine independently, makes a series of parts from a "
        "workshop drawing and checks their quality.",
    },
    outcomes=(
        LearningOutcome(
            id="o1",
            statement={
                "sl": "Prebere delavniško risbo in po njej izbere orodja ter rezalne pogoje.",
                "en": "Reads a workshop drawing and chooses tools and cutting conditions from it.",
            },
            kind=OutcomeKind.KNOWLEDGE,
            reusability="http://data.europa.eu/snb/skill-reuse-level/sector-specific",
            esco_skills=(
                Reference(
                    uri="http://data.europa.eu/esco/skill/d5f53c40-08a3-4d28-8a2a-8e0a9b2fd2d4",
                    title={"sl": "branje standardnih načrtov", "en": "read standard blueprints"},
                ),
            ),
            criteria=(
                {
                    "sl": "Vse mere in tolerance razloži brez napake.",
                    "en": "Explains all sizes and tolerances without a mistake.",
                },
                {
                    "sl": "Izbira orodij je utemeljena.",
                    "en": "Gives reasons for the choice of tools.",
                },
            ),
            level_reasoning={
                "sl": "Zahteva poznavanje načel stroke in samostojno izbiro.",
                "en": "Needs principles of the trade and a choice of one's own.",
            },
        ),
        LearningOutcome(
            id="o2",
            statement={
                "sl": "Nastavi CNC-stružnico in CNC-frezalni stroj in izdela deset kosov.",
                "en": "Sets up a CNC lathe and a CNC milling machine and makes ten parts.",
            },
            kind=OutcomeKind.SKILL,
            reusability="http://data.europa.eu/snb/skill-reuse-level/occupation-specific",
            criteria=(
                {
                    "sl": "Najmanj devet od desetih kosov je v tolerancah.",
                    "en": "At least nine parts of ten are within tolerances.",
                },
            ),
        ),
        LearningOutcome(
            id="o3",
            statement={
                "sl": "Odgovarja za varno delo in za kakovost svoje serije.",
                "en": "Answers for safe work and for the quality of the series.",
            },
            kind=OutcomeKind.RESPONSIBILITY,
            criteria=(
                {
                    "sl": "Ves čas upošteva varnostna pravila.",
                    "en": "Keeps to the safety rules throughout.",
                },
            ),
        ),
    ),
    assessments=(
        Assessment(
            id="a1",
            title={"sl": "Praktična izdelava serije", "en": "Making a series"},
            type=_PRACTICAL,
            description={
                "sl": "Štiri ure dela na stroju pred dvema ocenjevalcema.",
                "en": "Four hours at the machine before two assessors.",
            },
            proves=("o2", "o3"),
            supervision=_SUPERVISED,
            grading=GradingScale(type=GradeType.PERCENT, minimum="0", maximum="100", passing="60"),
        ),
        Assessment(
            id="a2",
            title={"sl": "Mapa tehnološke dokumentacije", "en": "Portfolio of technical documents"},
            type=_PORTFOLIO,
            proves=("o1",),
            grading=GradingScale(type=GradeType.STATUS, allowed_values=("opravil", "ni opravil")),
        ),
    ),
    level=Level(
        sok=4,
        eqf=4,
        reasoning={
            "sl": "Samostojno delo v znanih okoliščinah.",
            "en": "Independent work in known conditions.",
        },
    ),
    workload=Workload(hours=Decimal(120), vet_credit_points=Decimal(4)),
    isced_f="http://data.europa.eu/snb/isced-f/0715",
    participation="http://data.europa.eu/snb/learning-assessment/e92d221e4d",
    learning_setting="http://data.europa.eu/snb/learning-setting/e207a81fc7",
    learning_opportunity_type="http://data.europa.eu/snb/learning-opportunity/05053c1cbe",
    quality_assurance=QualityAssurance(
        kind=QualityAssuranceKind.EXTERNAL,
        body={"sl": "Komisija za presojo mikrodokazil", "en": "Commission for the review"},
        reference="KPM-2026/014",
        valid_until=date(2029, 1, 31),
    ),
    prerequisites={"sl": "Osnovnošolska izobrazba.", "en": "Finished basic school."},
    stackability=Stackability(
        stackable=True,
        towards={
            "sl": "Program Oblikovalec kovin (orodjar)",
            "en": "The programme Metal shaper (toolmaker)",
        },
    ),
    partners=(
        Partner(
            name="Orodjarna Savinja, d. o. o.",
            role=PartnerRole.WORKPLACE_PROVIDER,
            url="https://orodjarna.example/",
        ),
    ),
    further_information={"sl": "Vpis dvakrat na leto.", "en": "Enrolment twice a year."},
)

DATA_CONTENT = replace(
    CNC_CONTENT,
    title={
        "sl": "Analitika podatkov za odločanje v podjetju",
        "en": "Data analytics for business decisions",
    },
    description={
        "sl": "Od vprašanja do preglednega poročila.",
        "en": "From a question to a clear report.",
    },
    level=Level(sok=8, eqf=7, qf_ehea="second cycle", reasoning=CNC_CONTENT.level.reasoning),
    workload=Workload(ects=Decimal("6.5"), hours=Decimal(2)),
    isced_f="http://data.europa.eu/snb/isced-f/0612",
    quality_assurance=QualityAssurance(kind=QualityAssuranceKind.ACCREDITED),
)
PILOT_CONTENT = replace(
    CNC_CONTENT,
    title={"sl": "Pametni senzorji v čebelarstvu", "en": "Smart sensors in beekeeping"},
    level=Level(sok=5, eqf=4),
    workload=Workload(hours=Decimal(42)),
    isced_f="http://data.europa.eu/snb/isced-f/0714",
    pilot=True,
    pilot_until=date(2027, 8, 31),
    suspension=True,
    validity_months=24,
)
RETIRED_CONTENT = replace(
    CNC_CONTENT,
    title={"sl": "Ročno programiranje žičnih erozij", "en": "Manual programming of wire erosion"},
    level=Level(
        no_level=True, reasoning={"sl": "Priprava na nadaljnje učenje.", "en": "Prepares for more."}
    ),
    workload=Workload(hours=Decimal(3)),
)


def published(
    name: str,
    content: ProgrammeContent,
    profile: Profile = VET_SCHOOL,
    *,
    number: int = 1,
    state: ProgrammeState = ProgrammeState.APPROVED,
) -> PublishedVersion:
    steps = [
        (
            Step.SUBMIT,
            datetime(2026, 1, 8, 8, 0, tzinfo=UTC),
            profile.organisation_id,
            "Maja Župančič",
            None,
        ),
        (Step.TAKE, datetime(2026, 1, 12, 8, 0, tzinfo=UTC), REVIEWERS, "Andrej Hočevar", None),
        (
            Step.APPROVE,
            datetime(2026, 1, 31, 23, 30, tzinfo=UTC),
            REVIEWERS,
            "Andrej Hočevar",
            "KPM-2026/014",
        ),
    ]
    if state is ProgrammeState.RETIRED:
        steps.append(
            (
                Step.RETIRE,
                datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
                profile.organisation_id,
                "Maja Župančič",
                None,
            )
        )
    version = ProgrammeVersion(
        id=f"version-{name}-{number}",
        programme_id=f"programme-{name}",
        organisation_id=profile.organisation_id,
        profile_id=profile.id,
        review_body_id=REVIEWERS,
        number=number,
        state=state,
        content=content,
        author_ids=frozenset({"actor-author"}),
        decisions=tuple(
            Decision(
                id=f"{name}-{place}",
                version_id=f"version-{name}-{number}",
                step=step,
                round=1,
                actor_id="actor",
                actor_name=actor,
                organisation_id=organisation,
                decided_at=at,
                decision_number=decision,
                reason="Izpolnjuje vsa merila." if step is Step.APPROVE else None,
            )
            for place, (step, at, organisation, actor, decision) in enumerate(steps)
        ),
        created_at=steps[0][1],
        changed_at=steps[-1][1],
        revision=4,
    )
    return PublishedVersion(
        version=version,
        profile=profile,
        organisations=ORGANISATIONS,
        approved_at=steps[2][1],
        numbers=tuple(range(number, 0, -1)),
    )


CNC = published("cnc", CNC_CONTENT, number=2)
DATA = published("data", DATA_CONTENT, UNIVERSITY)
PILOT = published("pilot", PILOT_CONTENT)
RETIRED = published("retired", RETIRED_CONTENT, state=ProgrammeState.RETIRED)
REGISTER = (CNC, DATA, PILOT, RETIRED)

LEARNER = Learner(
    id="learner", organisation_id=SCHOOL, name="Nežka Žnidaršič", email="nezka@primer.example"
)
AWARD = Award(
    id="award",
    organisation_id=SCHOOL,
    version_id=CNC.version.id,
    learner_id=LEARNER.id,
    result=Result(
        awarded_on=date(2026, 2, 14),
        grade="odlično",
        assessments=(
            AssessmentResult(assessment_id="a1", grade="93"),
            AssessmentResult(assessment_id="a2", grade="opravil"),
        ),
        evidence=(
            Evidence(
                name="Serija prirobnic",
                url="https://sola.example/dela/17",
                narrative="deset kosov, vsi v tolerancah",
            ),
        ),
    ),
    language="sl",
    state=AwardState.ISSUED,
    proposed_by="actor",
    proposed_at=NOW,
)
ACTIVE = IssuedCredential(
    credential=Credential(
        id="9b1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c11",
        organisation_id=SCHOOL,
        profile_id=VET_SCHOOL.id,
        award_id=AWARD.id,
        language="sl",
        prepared=b'{"validFrom": "2026-02-15T09:00:00Z"}',
        entries=(),
        documents=(),
        status=CredentialStatus.ACTIVE,
        status_reason=None,
        status_changed_at=None,
        page_token=TOKEN,
        intended_at=datetime(2026, 2, 15, 9, 0, tzinfo=UTC),
        issued_at=datetime(2026, 2, 15, 9, 0, tzinfo=UTC),
    ),
    award=AWARD,
    learner=LEARNER,
    published=CNC,
    sealed_at=datetime(2026, 2, 15, 9, 0, tzinfo=UTC),
)


def with_status(status: CredentialStatus, reason: str) -> IssuedCredential:
    changed = replace(
        ACTIVE.credential,
        status=status,
        status_reason=reason,
        status_changed_at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        page_token=f"{status.value}-{TOKEN}"[:43],
    )
    return replace(ACTIVE, credential=changed)


REVOKED = with_status(CredentialStatus.REVOKED, "Dokazilo je bilo izdano pomotoma.")
SUSPENDED = with_status(CredentialStatus.SUSPENDED, "Preverjamo prijavo o plagiatu.")
CREDENTIALS = (ACTIVE, REVOKED, SUSPENDED)
