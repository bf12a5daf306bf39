"""Warm processes: one that died while it was idle is given no run."""

import asyncio

from bumi.flows.warm import WarmProcess
from bumi.flows.worker import BumiWorker


def test_a_process_that_died_while_it_was_idle_is_replaced() -> None:
    async def run() -> None:
        worker, died = BumiWorker("writers"), WarmProcess({})
        died.kill()
        while died.alive:
            await asyncio.sleep(0.01)
        worker._idle.append(died)
        async with worker._process() as process:
            assert process is not died and process.alive
        assert worker._idle == [process]
        process.kill()
        process.close()

    asyncio.run(run())
