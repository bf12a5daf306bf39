"""A newsroom for each test of the pipeline, and a bench whose writer needs no weights."""

from tests.flows.conftest import bench, newsroom

__all__ = ["bench", "newsroom"]
