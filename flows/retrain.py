"""Retraining: every month, proposes a new adapter from what editors changed; only a chief promotes it."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.learning import propose_adapter
from bumi.pipeline.lock import alone
from bumi.settings import Settings


@our_flow("retrain-writer")
def retrain_writer() -> str:
    """Propose a new adapter; return its version, empty where there was none to propose."""
    with alone("retraining") as free:
        if not free:
            return ""
        version, shown = propose_adapter(Settings())
        publish_table(*shown)
        return version
