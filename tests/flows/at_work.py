"""A flow that never ends, for tests of what ends it."""

from prefect import flow

import flows


@flow(persist_result=False)
def at_work() -> None:
    """Say that the work has begun, and then keep the interpreter busy in one call of C."""
    print("at work", flows.__name__, flush=True)
    sum(range(10**15))
