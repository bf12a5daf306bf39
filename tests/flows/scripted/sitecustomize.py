"""What an interpreter imports first where PYTHONPATH has this folder: flow runs there need no weights.

The writer takes TEST_WRITER_S seconds for a draft, and ten minutes where the topic says «آهسته». Where TEST_LEASE_S is
set, claims hold so long, and all that follows from it is as much faster.
"""

import os
import sys
from datetime import timedelta

if "bumi.flows.warm" in sys.orig_argv:
    import time
    from collections.abc import Sequence
    from typing import Any

    from bumi.brief import Brief
    from bumi.newsroom.content import work
    from bumi.piece import Draft
    from bumi.pipeline import worker, writing
    from tests.flows.stage import PlainWriter, open_lenient_judge

    class _SlowWriter(PlainWriter):
        def draft(self, briefs: Sequence[Brief], *arguments: Any, **more: Any) -> list[Draft]:
            slow = any("آهسته" in brief.topic for brief in briefs)
            time.sleep(600 if slow else float(os.environ["TEST_WRITER_S"]))
            return super().draft(briefs, *arguments, **more)

    vars(writing).update(open_writer=lambda settings: _SlowWriter(), open_judge=open_lenient_judge)
    if seconds := float(os.environ.get("TEST_LEASE_S", 0)):
        lease = timedelta(seconds=seconds)
        vars(work).update(LEASE=lease, retry_delay=lambda attempts: lease / 4)
        vars(worker).update(_RENEWED_EVERY=lease / 4)
elif "TEST_LEASE_S" in os.environ and any("BumiWorker" in word for word in sys.orig_argv):
    import bumi.flows.watching
    import bumi.flows.worker

    vars(bumi.flows.worker).update(RENEWED_S=1, _WATCHED_S=1)
    vars(bumi.flows.watching).update(_LATER_S=2)
