"""Bring a database to the schema of this release."""

from alembic import command
from alembic.config import Config

from app.settings import PROJECT_ROOT


def upgrade(database_url: str) -> None:
    """Apply every migration that is still missing; does nothing when there is none."""
    command.upgrade(configuration(database_url), "head")


def configuration(database_url: str) -> Config:
    """Give Alembic its configuration (pyproject.toml, `[tool.alembic]`) and the database."""
    config = Config(toml_file=PROJECT_ROOT / "pyproject.toml")
    # As an attribute, not an option: options are interpolated (%) and printed.
    config.attributes["database_url"] = database_url
    return config
