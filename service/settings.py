"""Settings, read once from the environment (CROSSCHECK_…); the only file that looks there."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict

from claims.stance import SHIPPED
from index.encoder import PACKAGED

PREFIX = "CROSSCHECK_"
LogFormat = Literal["json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """What can be set; every name is an environment variable with the prefix CROSSCHECK_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data_folder: Path = Field(
        default=Path("crosscheck-data"),
        description="Folder of the database and the vector snapshot.",
    )
    database: str | None = Field(
        default=None,
        description="SQLAlchemy URL of the database; by default an SQLite file in the data folder.",
    )
    encoder: str = Field(
        default=PACKAGED,
        description="Sentence encoder: the packaged model, a local folder or a hub name.",
    )
    stance_model: str = Field(
        default=SHIPPED,
        description="Stance cross-encoder: the shipped model, a local folder or a hub name.",
    )
    full_precision: bool = Field(
        default=False,
        description="Run the models in 32 bits even where the processor multiplies in bfloat16.",
    )
    trust_list: Path | None = Field(
        default=None,
        description="File of certificates (PEM) of those whose C2PA signatures are trusted; without it every signer is unknown.",
    )
    host: str = Field(default="127.0.0.1", description="Address to serve on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to serve on.")
    most_body_bytes: int = Field(
        default=32 * 1024 * 1024,
        ge=1024,
        description="Largest request body in bytes; a larger one is answered 413.",
    )
    most_article_sentences: int = Field(
        default=2000,
        ge=1,
        description="Most sentences of an article; a longer one is answered 422. A long feature has 600.",
    )
    most_request_sentences: int = Field(
        default=10_000,
        ge=1,
        description="Most sentences of all articles of a request; more are answered 422. An audit counts each article alone.",
    )
    most_concurrent: int = Field(
        default=8,
        ge=1,
        description="Most requests that use the models at one time; one more is answered 503. They take turns: on two cores eight verdicts take some six seconds. Above 39 they crowd out the others.",
    )
    most_requests_per_minute: int = Field(
        default=600,
        ge=1,
        description="Most requests of a key in a minute, or of an address without one; more are answered 429. Each process counts for itself.",
    )
    allowed_origins: str = Field(
        default="",
        pattern=r"^(https?://[^\s/*]+( https?://[^\s/*]+)*)?$",
        description="Origins whose pages may ask from a browser (CORS), separated by spaces, such as `https://desk.example`; none by default.",
    )
    audit_days: int = Field(
        default=30,
        ge=1,
        description="Days that an audit is kept after it ended; its claims are watched as long.",
    )
    answer_hours: int = Field(
        default=24,
        ge=1,
        description="Hours that the answer to a request with an Idempotency-Key is kept.",
    )
    private_webhooks: bool = Field(
        default=False,
        description="Whether webhooks may stand at loopback and private addresses.",
    )
    private_feeds: bool = Field(
        default=False,
        description="Whether feeds and their pages may stand at loopback and private addresses.",
    )
    log_format: LogFormat = Field(
        default="text",
        description="How `crosscheck serve` logs on standard error: `text`, or `json` for one object a line.",
    )
    log_level: LogLevel = Field(
        default="info",
        description="What is logged: `error`, `warning`, `info`, or `debug`, which may quote articles.",
    )
    otlp_endpoint: HttpUrl | None = Field(
        default=None,
        description="Collector that traces are sent to by OTLP over HTTP, such as http://localhost:4318; needs the extra `telemetry`.",
    )


def unknown_settings() -> list[str]:
    """What to say of each variable that is named like a setting and is none: a misspelt one would do nothing, unseen."""
    known = [name.upper() for name in Settings.model_fields]
    said = []
    for name in sorted(os.environ):  # noqa: TID251 -- this is where settings are read
        bare = name.upper().removeprefix(PREFIX)
        if name.upper().startswith(PREFIX) and bare not in known:
            near = "".join(f"; {PREFIX}{found} is" for found in get_close_matches(bare, known, 1))
            said.append(f"{name} is no setting and does nothing{near}")
    return said
