"""Flows are tested on the newsroom and the run context of the pipeline's tests."""

from tests.pipeline.conftest import bench, newsroom

__all__ = ["bench", "newsroom"]
