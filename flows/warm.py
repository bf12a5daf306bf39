"""A warm child process for flow runs: one after another, with the model that the first has loaded."""

import os
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from bumi.lifetime import end_with_input

_GRACE_S = 10  # for a run that is told to end to say so


class WarmProcess:
    """A child process that runs the flows of this installation, each by the id of its run; it ends with us."""

    def __init__(self, env: dict[str, str]) -> None:
        self._line, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bumi.flows.warm", str(theirs.fileno())],
                env=os.environ | env | {"PREFECT_LOGGING_LEVEL": "INFO"},
                stdin=subprocess.PIPE,  # never written to: it closes when we end, and the child ends with it
                stdout=sys.stderr,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for us: we then tell it to end
            )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can take a run."""
        return self._process.poll() is None

    def run(self, id: UUID) -> int:
        """Run a flow run to its end; return 0, 1 where Prefect could not be told of it, or how the process died."""
        try:
            self._line.send(id)
            status: int = self._line.recv()
        except (OSError, EOFError):
            return self._process.wait() or 1
        return status

    def close(self) -> None:
        """End the process; a run at work reports that it was interrupted."""
        self._process.terminate()
        try:
            self._process.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._line.close()
        with self._process:  # closes the pipe
            pass

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()


def _main() -> None:
    end_with_input()
    line = Connection(int(sys.argv[1]))
    from prefect import get_client
    from prefect.exceptions import Abort, Pause
    from prefect.flow_engine import load_flow_run, run_flow
    from prefect.logging.loggers import flow_run_logger

    from bumi.flows.deployments import installed_flows

    flows = installed_flows()

    def run(id: UUID) -> int:
        flow_run = load_flow_run(id)
        logger: Any = flow_run_logger(flow_run)
        with get_client(sync_client=True) as client:
            name = client.read_flow(flow_run.flow_id).name
        if name not in flows:
            logger.error("The flow %s is not part of this installation of Bumi.", name)
            return 1
        try:
            run_flow(flows[name], flow_run=flow_run, return_type="state", error_logger=logger)
        except (Abort, Pause):
            pass  # Prefect decided that this run is not to go on, and knows its state
        except Exception:
            return 1
        return 0

    while True:
        try:
            id = line.recv()
        except EOFError:
            return
        line.send(run(id))


if __name__ == "__main__":
    _main()
