"""Settings: read once from the environment and `.env`, then frozen. The one reader of both."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.oid4vci.habits import Habit
from app.setting_values import (
    LOCAL_HOSTS,
    OptionalMailbox,
    Rate,
    bare_origin,
    days,
    listed_items,
    normalised_database_url,
    trusted_issuers,
)
from contexts import Engine

PROJECT_ROOT = Path(__file__).resolve().parents[1]

LogLevel = Literal["debug", "info", "warning", "error", "critical"]
ClientIdChoice = Literal[
    "auto", "x509_san_dns", "x509_hash", "decentralized_identifier", "redirect_uri"
]


class BadSettings(ValueError):
    """Say which variable cannot be used, and why; values are never repeated."""


class Settings(BaseSettings):
    """All that can be set from outside. Every name is an environment variable in upper case."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_ROOT / ".env",
        env_file_encoding="utf-8",
        extra="ignore",  # the environment and .env hold variables of other programs too
        frozen=True,
        hide_input_in_errors=True,  # a refused value may be a secret
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    """Scheme, host and port under which the world sees the service; it is part of every badge."""
    var_dir: Path = PROJECT_ROOT / "var"
    database_url: SecretStr = SecretStr("")
    """May hold a password, so it is kept as a secret."""
    master_key: SecretStr | None = None
    """32 bytes as base64; else the key is in `master_key_file`."""
    master_key_file: Path = Path()
    demo: bool = True
    log_level: LogLevel = "info"
    engine: Engine = Engine.COMPILED
    """How canonicalization goes: `compiled`; `memoised`, should compiled shapes be in doubt;
    `plain` for comparisons only."""
    trusted_issuers: Annotated[Mapping[str, str], NoDecode] = Field(default_factory=dict)
    """Issuers the public verifier knows besides our own: id to name."""
    report_key_file: Path = Path()
    """PKCS #12 file with the key that signs the verifier's reports; else one is made and kept."""
    report_key_password: SecretStr | None = None
    openid4vp_key_file: Path = Path()
    """PKCS #12 file with a P-256 key and the certificate by which wallets know who asks."""
    openid4vp_key_password: SecretStr | None = None
    openid4vp_client_id: ClientIdChoice = "auto"
    """What requests to wallets are made under; `auto`: the best that the certificate allows."""
    openid4vp_response_mode: Literal["direct_post.jwt", "direct_post"] = "direct_post.jwt"
    """How wallets answer: encrypted, or not."""
    presentation_answer_days: int = Field(default=7, ge=1, le=90)
    """How long the answer to a request is kept for who asked."""
    trust_file: Path | None = None
    """TOML file of the sources that say who is who, in order: docs/trust.md."""
    seal_keys_file: Path | None = None
    """TOML file of the keys that each profile may seal with, PINs included: README, “Seals”."""
    private_services: Annotated[frozenset[str], NoDecode] = frozenset()
    """Hosts with ports, such as tsa.internal:8080, that sealing may call at private addresses."""
    europass_wallet_url: str = ""
    """Where learners' Europass wallets are, such as https://…/api/v2; empty: nothing is sent."""
    wallet_providers_file: Path | None = None
    """PEM file of the authorities that vouch for wallets of the European framework."""
    sd_jwt_vc_months: int = Field(default=60, ge=1, le=600)
    """How long an SD-JWT VC lasts whose programme sets no end: its format demands one."""
    smtp_host: str = ""
    """The server that takes our mail; without one nothing is sent: docs/mail.md."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """What protects the way to that server: STARTTLS, TLS from the start (port 465), or nothing."""
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_ca_file: Path | None = None
    """PEM file of the authorities that vouch for that server, if it is not a public one."""
    mail_from: OptionalMailbox = ""
    """The sender: dokazila@example.org, or Name <dokazila@example.org>."""
    mail_reply_to: OptionalMailbox = ""
    mail_bounces_to: OptionalMailbox = ""
    """Where what cannot be delivered is returned to; each letter adds +, and its number."""
    mail_per_minute: int = Field(default=120, ge=1, le=100_000)
    """Letters that all processes together hand over in a minute."""
    mail_days: int = Field(default=4, ge=1, le=30)
    """How long a letter is tried before it is given up."""
    mail_reminder_days: Annotated[tuple[int, ...], NoDecode] = (7, 21)
    """Days after the first letter, on which who has not claimed is reminded; empty: never."""
    mail_events_secret: SecretStr | None = None
    """The password with which mail services report bounces and complaints."""
    mail_events_topic: str = Field(
        default="", pattern=r"^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$"
    )
    """The ARN of our topic of Amazon SNS: then `/api/v1/mail-events` believes nothing else."""
    status_list_length: int = Field(default=131_072, ge=131_072, le=8_388_608, multiple_of=8)
    """Bitstring Status List 1.0, section 6.1: never fewer than 131,072 entries."""
    batch_rows: int = Field(default=10_000, ge=1, le=50_000)
    """Rows of a file of results that is checked in one go (dry run)."""
    batch_file_rows: int = Field(default=1_000_000, ge=1, le=10_000_000)
    """Rows of a batch."""
    batch_file_bytes: int = Field(default=400 * 1024 * 1024, ge=1024, le=2_000_000_000)
    """Of a batch's file, which is kept sealed in the database until some time after its end."""
    erasure_journal: Path = Path()
    """The file that remembers erasures when a backup is restored; keep it apart from backups."""
    learner_days: int = Field(default=0, ge=0, le=36_500)
    """How long a learner's data are kept after their last credential; 0: until somebody asks."""
    batch_content_days: int = Field(default=30, ge=1, le=3650)
    """How long a batch's file, and what its rows say, are kept after its end."""
    work: int = Field(default=2, ge=0, le=64)
    """Processes that this one starts to issue batches; 0: others do (`make worker`)."""
    rate_limits: bool = True
    rate_limit_public: Rate = "120/minute"
    """For pages and documents, per address."""
    rate_limit_verify: Rate = "30/minute"
    """For the public verifier, per address."""
    rate_limit_bulk: Rate = "10/minute"
    """For uploads of many credentials, per address."""
    rate_limit_login: Rate = "60/10minute"
    """For asking for log-in codes and trying them, per address: a class may share one."""
    rate_limit_codes: Rate = "10/hour"
    """For claim codes from paper that lead nowhere, per address; slips of the finger are free."""
    rate_limit_api: Rate = "600/minute"
    """For the API, per key."""
    legacy_wallets: Annotated[frozenset[Habit], NoDecode] = frozenset()
    """Habits of older wallets that are let through, each by its name: docs/wallets.md."""
    sandbox_w3c_suites: bool = False
    """Answer /vc-api as the public W3C test suites expect: any key may sign for any issuer, and
    what is not verified is refused. For a sandbox without real credentials only."""
    sandbox_issuer: bool = False
    """Sign whatever anybody sends to /vc-api/credentials/issue, with keys that are made at start
    and belong to nobody. Refused where a school's own keys are."""
    tls: bool = False
    """Serve https with a certificate of our own making, kept in `var_dir`; for local use."""
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    """Addresses whose X-Forwarded-For is believed."""

    @field_validator("log_level", "engine", mode="before")
    @classmethod
    def _lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("trusted_issuers", mode="before")
    @classmethod
    def _read_trusted_issuers(cls, value: object) -> object:
        return trusted_issuers(value) if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _read_proxies(cls, value: object) -> object:
        return listed_items(value) if isinstance(value, str) else value

    @field_validator("legacy_wallets", "private_services", mode="before")
    @classmethod
    def _read_services(cls, value: object) -> object:
        return listed_items(value.lower()) if isinstance(value, str) else value

    @field_validator("europass_wallet_url", mode="after")
    @classmethod
    def _sent_safely(cls, value: str, info: ValidationInfo) -> str:
        parts = urlsplit(value)
        # A learner's credential travels there: in the clear only inside one's own network.
        if value and parts.scheme != "https" and parts.netloc not in info.data["private_services"]:
            raise ValueError("must be like https://wallet.example.org/api/v2")
        return value

    @field_validator("trusted_proxies", mode="after")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            ip_network(address)  # raises ValueError; a proxy misspelled would be one nobody trusts
        return value

    @field_validator("mail_reminder_days", mode="before")
    @classmethod
    def _read_days(cls, value: object) -> object:
        return days(value) if isinstance(value, str) else value

    @field_validator(
        *("master_key", "report_key_password", "openid4vp_key_password"),
        *(
            "trust_file",
            "seal_keys_file",
            "smtp_ca_file",
            "mail_events_secret",
            "wallet_providers_file",
        ),
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("var_dir", mode="after")
    @classmethod
    def _from_the_project_root(cls, value: Path) -> Path:
        return PROJECT_ROOT / value

    @field_validator("database_url", mode="after")
    @classmethod
    def _with_driver(cls, value: SecretStr) -> SecretStr:
        return SecretStr(normalised_database_url(value.get_secret_value()))

    @field_validator("tls", mode="after")
    @classmethod
    def _same_scheme(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic's
        if value and str(info.data.get("public_url", "")).startswith("http:"):
            raise ValueError("PUBLIC_URL begins with http:, so nobody would come by https")
        return value

    @model_validator(mode="after")
    def _can_send(self) -> Self:
        if self.smtp_host and not self.mail_from:
            raise ValueError("SMTP_HOST is set, so MAIL_FROM must say who sends")
        if not (self.smtp_user + self.smtp_password.get_secret_value()).isascii():
            raise ValueError("SMTP_USER and SMTP_PASSWORD must be ASCII")
        unprotected = self.smtp_security == "none" and self.smtp_host not in LOCAL_HOSTS
        if unprotected and self.smtp_password.get_secret_value():
            raise ValueError("SMTP_SECURITY=none would send SMTP_PASSWORD in the clear")
        return self

    @field_validator("public_url", mode="after")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        return bare_origin(value) if value else value

    def model_post_init(self, _context: Any, /) -> None:  # noqa: ANN401 - pydantic's signature
        """Fill what follows from other settings."""
        if self.trust_file is not None:
            self.__dict__["trust_file"] = PROJECT_ROOT / self.trust_file
        if self.seal_keys_file is not None:
            self.__dict__["seal_keys_file"] = PROJECT_ROOT / self.seal_keys_file
        if self.smtp_ca_file is not None:
            self.__dict__["smtp_ca_file"] = PROJECT_ROOT / self.smtp_ca_file
        filled: dict[str, object] = {"master_key_file": self.var_dir / "master.key"}
        if self.master_key_file != Path():
            filled["master_key_file"] = PROJECT_ROOT / self.master_key_file
        filled["erasure_journal"] = (
            PROJECT_ROOT / self.erasure_journal
            if self.erasure_journal != Path()
            else self.var_dir / "erasures.ndjson"
        )
        if self.report_key_file != Path():
            filled["report_key_file"] = PROJECT_ROOT / self.report_key_file
        if self.openid4vp_key_file != Path():
            filled["openid4vp_key_file"] = PROJECT_ROOT / self.openid4vp_key_file
        if not self.public_url:
            filled["public_url"] = f"{'https' if self.tls else 'http'}://localhost:{self.port}"
        if not self.database_url.get_secret_value():
            filled["database_url"] = SecretStr(f"sqlite:///{self.var_dir / 'dokazilo.db'}")
        self.__dict__.update(filled)  # the model is frozen for everybody else

    @property
    def batch_content_kept(self) -> timedelta:
        """How long the content of a batch is kept after its end."""
        return timedelta(days=self.batch_content_days)

    @classmethod
    def load(cls, *, env_file: Path | None = PROJECT_ROOT / ".env", **given: object) -> Self:
        """Read the environment; what is given goes before it.

        Raises BadSettings, whose sentence names each wrong variable.
        """
        try:
            return cls(_env_file=env_file, **given)  # type: ignore[call-arg, arg-type]  # pydantic checks
        except ValidationError as error:
            faults = "; ".join(
                f"{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}"
                for fault in error.errors(include_input=False, include_url=False)
            )
            raise BadSettings(f"The settings cannot be used. {faults}.") from None
