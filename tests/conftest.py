"""Fixtures: an engine of small parts, a client of the application, and once a session the engine with the real models."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from claims.checkworthiness import CheckWorthiness
from claims.combination import Combination
from claims.detect import Detector
from claims.judge import Judge
from claims.stance import CrossEncoderStance
from claims.stories import Clustering
from index.corpus import Corpus, open_corpus
from index.encoder import SentenceEncoder
from index.factchecks import FactChecks
from service.app import create_app
from service.engine import Engine
from service.settings import Settings
from tests.parts import WordEncoder, opener, small_engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a data folder of the test's own, and the host that a test client calls."""
    return Settings(data_folder=tmp_path / "data", host="testserver")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus on disk."""
    with open_corpus(tmp_path / "data", WordEncoder()) as opened:
        yield opened


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine of small parts."""
    with small_engine(settings) as opened:
        yield opened


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of the application, its engine of small parts."""
    with TestClient(create_app(settings, opener), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine as it is shipped."""
    settings = Settings(data_folder=tmp_path_factory.mktemp("real"))
    encoder, stance = SentenceEncoder.load(), CrossEncoderStance.load()
    with open_corpus(settings.data_folder, encoder) as opened:
        judge = Judge(stance, Combination.load())
        checks = FactChecks(opened.database, encoder)
        detector, stories = Detector(encoder, CheckWorthiness.load()), Clustering(opened)
        yield Engine(settings, opened, encoder, judge, detector, stories, checks)
