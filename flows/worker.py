"""The worker of the work pool type `bumi`: runs the flows of this installation in warm child processes.

`prefect worker start --pool writers --type bumi` starts one. Prefect's own type `process` starts an interpreter for
each run, which would load the model each time, and runs whatever command the API names.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio
import httpx
from anyio.abc import TaskStatus
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, PREFECT_CLIENT_RETRY_EXTRA_CODES, temporary_settings
from prefect.settings.context import get_current_settings
from prefect.states import Cancelled
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from bumi.errors import BumiError
from bumi.flows.deployments import LIGHT, POOL_TYPE, WRITERS, prepare_pool
from bumi.flows.liveness import RENEWED_S, DeadRuns, give_sign
from bumi.flows.warm import WarmProcess

_WATCHED_S, _AGAIN_S = 10, 1
_RETRIED = "500,504"  # what a Prefect server answers while its own database restarts


class BumiWorkerResult(BaseWorkerResult):
    """How a run ended: 0, or the exit status of the process that died with it."""


class BumiWorker(BaseWorker[BaseJobConfiguration, BaseVariables, BumiWorkerResult]):
    """Runs as many flow runs at once as its limit says, each in a child process kept for the next.

    By default it drafts one piece at a time, and does a few of the other things: one that takes an hour, such as
    training, holds up no other.
    """

    type = POOL_TYPE
    job_configuration = BaseJobConfiguration
    _display_name = "Bumi"
    _description = "Runs the flows of the Bumi installed with the worker, in processes that keep the model loaded."

    def __init__(self, work_pool_name: str, limit: int | None = None, **settings: Any) -> None:
        super().__init__(work_pool_name, limit=limit or (4 if work_pool_name == LIGHT else 1), **settings)
        self._idle: list[WarmProcess] = []
        self._dead_runs = DeadRuns([WRITERS, LIGHT])
        self._freed = anyio.Event()

    async def start(self, *args: Any, **options: Any) -> None:
        """Run the loops of the worker until it is stopped."""
        with temporary_settings({PREFECT_CLIENT_RETRY_EXTRA_CODES: _RETRIED}):
            async with anyio.create_task_group() as group:
                group.start_soon(self._take_next)
                if self._work_pool_name == LIGHT:
                    group.start_soon(self._watch_database)
                await super().start(*args, **options)
                group.cancel_scope.cancel()

    async def setup(self) -> None:
        """Prepare the work pool, and start the first process."""
        await super().setup()
        self._idle.append(await self._new_process())

    async def teardown(self, *exc_info: Any) -> None:
        """End the processes with the worker."""
        await super().teardown(*exc_info)
        for process in self._idle:
            process.close()
        self._idle.clear()

    async def sync_with_backend(self) -> None:
        """Tell Prefect that the worker lives, and set right the runs of those that do not."""
        if not self._has_successfully_synced and self._client:
            await prepare_pool(self.client, self._work_pool_name)
        await super().sync_with_backend()
        await self._dead_runs.look(self.client)

    async def run(
        self, flow_run: FlowRun, configuration: BaseJobConfiguration, task_status: TaskStatus[int] | None = None
    ) -> BumiWorkerResult:
        """Run a flow run in an idle process; with another status than 0 Prefect sets it to crashed."""
        try:
            async with self._process() as process, anyio.create_task_group() as beside:
                if task_status:
                    task_status.started(process.pid)
                beside.start_soon(self._hold, flow_run, process)
                status = await anyio.to_thread.run_sync(process.run, flow_run.id, abandon_on_cancel=True)
                beside.cancel_scope.cancel()
        finally:
            self._freed.set()
        return BumiWorkerResult(identifier=str(process.pid), status_code=status)

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[WarmProcess]:
        """Give a process for one run; one that is still there afterwards waits for the next."""
        process = await self._free_process()
        try:
            yield process
        except BaseException:
            process.close()
            raise
        if process.alive:
            self._idle.append(process)
        else:
            process.close()
            self._idle.append(await self._new_process())

    async def _free_process(self) -> WarmProcess:
        """Return an idle process, or a new one; one that died while it was idle takes no run with it."""
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
            process.close()
        return await self._new_process()

    async def _new_process(self) -> WarmProcess:
        env = get_current_settings().to_environment_variables(exclude_unset=True)
        return await anyio.to_thread.run_sync(WarmProcess, env)

    async def _hold(self, flow_run: FlowRun, process: WarmProcess) -> None:
        """Renew the sign of life of a run, and end its process when it is cancelled."""
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):  # an old sign is worth no second try
            while True:
                try:
                    await give_sign(self.client, flow_run.id)
                    state = (await self.client.read_flow_run(flow_run.id)).state
                    if state and state.is_cancelling():
                        await self.client.set_flow_run_state(flow_run.id, Cancelled(), force=True)
                        process.kill()
                except httpx.HTTPError:
                    pass
                await anyio.sleep(RENEWED_S)

    async def _take_next(self) -> None:
        """Ask for the next run as soon as one has ended, and not only every few seconds."""
        while True:
            await self._freed.wait()
            self._freed = anyio.Event()
            with suppress(httpx.HTTPError):  # the regular loop asks again
                while await self.get_and_submit_flow_runs():
                    await anyio.sleep(_AGAIN_S)  # another worker may have been faster with what both were offered

    async def _watch_database(self) -> None:
        """Order what is due, every few seconds."""
        from bumi.flows.watching import order_what_is_due  # with much of Bumi, which no other worker needs here

        while True:
            await anyio.sleep(_WATCHED_S)
            try:
                await anyio.to_thread.run_sync(order_what_is_due, abandon_on_cancel=True)
            except (httpx.HTTPError, BumiError) as error:
                self._logger.warning("The database is not watched just now: %s", error)
            except Exception:  # whatever it is, the runs of this worker go on
                self._logger.exception("The database is not watched just now.")
