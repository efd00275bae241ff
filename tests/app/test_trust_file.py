"""The trust file: what it says is what is asked, and a mistake in it is said at start."""

from pathlib import Path
from ssl import DER_cert_to_PEM_cert

import pytest

from app.own_records import OwnSeals
from app.settings import BadSettings, Settings
from app.trust_file import trust_sources
from tests.verifier.certificates import intermediate, root
from tests.verifier.makers import ec_jwk
from verifier import AllowedIssuers, ListedRegistry
from verifier.registries import FederationRegistry, RecognitionRegistry
from verifier.registries.authorities import CertificateAuthorities
from verifier.registries.federation import Subject

ROOT = Path(__file__).parents[2]
LIST = """
[[source]]
type = "dcc-legacy"
name = "Consortium"
url = "https://registry.example/registry.json"
"""


def settings(folder: Path, text: str, trusted: str = "") -> Settings:
    path = folder / "trust.toml"
    path.write_text(text, encoding="utf-8")
    return Settings.load(env_file=None, trust_file=path, trusted_issuers=trusted)


def example() -> str:
    text = (ROOT / "docs/trust.md").read_text(encoding="utf-8")
    return "".join(block.split("```")[0] for block in text.split("```toml\n")[1:])


def test_the_documented_example_is_read_in_its_order(tmp_path: Path) -> None:
    sources = trust_sources(settings(tmp_path, example(), "did:web:last.example=Last"))
    assert sources.order[0] is None
    partners, listed, recognition, federation, last = sources.order[1:]
    assert isinstance(recognition, RecognitionRegistry)
    assert isinstance(federation, FederationRegistry)
    assert federation.subject is Subject.ENTITY
    assert isinstance(partners, AllowedIssuers)
    assert partners.judge("did:web:badges.school.example").source == "Partner schools"
    assert isinstance(listed, ListedRegistry)
    assert listed.max_age.total_seconds() == 24 * 3600
    assert isinstance(last, AllowedIssuers)
    assert last.judge("did:web:last.example").name == "Last"


def test_without_a_file_there_are_the_own_register_and_the_trusted_issuers() -> None:
    sources = trust_sources(Settings.load(env_file=None, trusted_issuers="did:web:a.si=A"))
    policy = sources.policy({"did:web:own.si": "Own"}, OwnSeals(), "https://own.si")
    assert policy.judge("did:web:own.si").kind == "own"
    assert policy.judge("did:web:own.si").programmes == "https://own.si/programmes/"
    assert policy.judge("did:web:a.si").kind == "list"


def test_the_own_register_counts_only_where_the_file_names_it(tmp_path: Path) -> None:
    sources = trust_sources(settings(tmp_path, LIST + "unsigned = true"))
    policy = sources.policy({"did:web:own.si": "Own"}, OwnSeals(), "https://own.si")
    assert not policy.judge("did:web:own.si").known


def test_a_signed_list_has_its_key(tmp_path: Path) -> None:
    jwk = ", ".join(f'{name} = "{value}"' for name, value in ec_jwk().items())
    sources = trust_sources(settings(tmp_path, f"{LIST}jwks = [{{{jwk}}}]"))
    listed = sources.order[0]
    assert isinstance(listed, ListedRegistry)
    assert len(listed.keys) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]", "is not TOML"),
        ('[[registry]]\ntype = "own"', "[[source]]"),
        ("", "[[source]]"),
        ('[[source]]\ntype = "blockchain"', "Source 1"),
        (LIST, "Source 1: give one of sha256"),
        (LIST + 'unsigned = true\nsha256 = "' + "0" * 64 + '"', "give one of sha256"),
        (LIST + 'sha256 = "abc"', "Source 1, sha256"),
        (LIST + "unsigned = true\nmax_age_hours = 0", "Source 1, max_age_hours"),
        (LIST + "unsigned = true\nuntrusted = 1", "Source 1, untrusted"),
        (LIST.replace("https:", "http:") + "unsigned = true", "Source 1, url"),
        (LIST + 'jwks = [{kty = "oct", k = "AAAA"}]', "a key in jwks cannot be used"),
        ('[[source]]\ntype = "own"\n[[source]]\ntype = "allow-list"\nname = "A"', "Source 2, issu"),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSettings) as raised:
        trust_sources(settings(tmp_path, text))
    assert said in str(raised.value)
    assert "TRUST_FILE" in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be read"):
        trust_sources(Settings.load(env_file=None, trust_file=tmp_path / "none.toml"))


def test_certificate_authorities_are_read_from_pem(tmp_path: Path) -> None:
    pem = DER_cert_to_PEM_cert(root()) + DER_cert_to_PEM_cert(intermediate())
    source = '[[source]]\ntype = "certificate-authorities"\nname = "Roots"\n'
    given = settings(tmp_path, f'{source}certificates = """\n{pem}"""\n')
    sources = trust_sources(given)
    [authorities] = sources.authorities
    assert authorities == CertificateAuthorities("Roots", (root(), intermediate()))
    assert sources.policy({}, OwnSeals(), "").sources == [authorities]


@pytest.mark.parametrize("certificates", ["", "x", "-----BEGIN CERTIFICATE-----"])
def test_certificates_that_cannot_be_read_are_said_at_start(
    tmp_path: Path, certificates: str
) -> None:
    source = '[[source]]\ntype = "certificate-authorities"\nname = "Roots"\n'
    given = settings(tmp_path, f'{source}certificates = "{certificates}"')
    with pytest.raises(BadSettings, match="certificates in PEM"):
        trust_sources(given)


LISTS = """
[[source]]
type = "eu-trusted-lists"
signers = "signers.pem"
territories = ["SI", "EL"]
"""


def test_the_trusted_lists_are_pinned_by_the_certificates_beside_the_file(tmp_path: Path) -> None:
    pem = DER_cert_to_PEM_cert(root()) + DER_cert_to_PEM_cert(intermediate())
    (tmp_path / "signers.pem").write_text(pem)
    sources = trust_sources(settings(tmp_path, LISTS))
    assert sources.order == ()
    chosen = sources.trusted_lists
    assert chosen is not None
    assert chosen.signers == (root(), intermediate())
    assert chosen.url == "https://ec.europa.eu/tools/lotl/eu-lotl.xml"
    assert chosen.includes("EL")
    assert not chosen.includes("HR")


@pytest.mark.parametrize(
    ("text", "pem", "said"),
    [
        (LISTS, None, "cannot be read"),
        (LISTS, "", "cannot be read"),
        (LISTS, "-----BEGIN CERTIFICATE-----", "cannot be read"),
        (LISTS + LISTS, DER_cert_to_PEM_cert(root()), "more than one"),
        (LISTS.replace("SI", "slovenia"), DER_cert_to_PEM_cert(root()), "territories.0"),
        (LISTS.replace('signers = "signers.pem"', ""), "", "signers"),
    ],
)
def test_a_mistake_in_the_pins_stops_the_start(
    tmp_path: Path, text: str, pem: str | None, said: str
) -> None:
    if pem is not None:
        (tmp_path / "signers.pem").write_text(pem)
    with pytest.raises(BadSettings, match=said):
        trust_sources(settings(tmp_path, text))
