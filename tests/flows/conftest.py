"""Flows are tested on the newsroom and the run context of the pipeline's tests, with a writer without weights."""

from collections.abc import Iterator

import pytest

from bumi.flows import drafting
from tests.flows.stage import open_lenient_judge, open_plain_writer
from tests.pipeline.conftest import bench, newsroom

__all__ = ["bench", "newsroom", "plain_models"]


@pytest.fixture
def plain_models(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have flows in this process use models without weights."""
    monkeypatch.setattr("bumi.pipeline.writing.open_writer", open_plain_writer)
    monkeypatch.setattr("bumi.pipeline.writing.open_judge", open_lenient_judge)
    for kept in (drafting._writer, drafting._kept_judge):
        kept.cache_clear()
    yield
    for kept in (drafting._writer, drafting._kept_judge):
        kept.cache_clear()
