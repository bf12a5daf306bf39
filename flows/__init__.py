"""Prefect flows: each file has one thin flow over bumi/pipeline.

`prefect.yaml` says when and where each runs, `deployments` reads it. `worker` has the work pool type `bumi`: its runs
take turns in warm child processes (`warm`). `local` has the Prefect server of `bumi up`.

Prefect reads its settings from the environment when it is first imported. Where this comes first, they are set here:
all files of Prefect are in the newsroom's home, and telemetry is off. Where `prefect` itself imports us, its own
settings hold. The process in which Prefect runs a flow also starts with this import, and from then on ends with its
parent process.
"""

import os
import sys

from bumi.lifetime import end_with_parent
from bumi.settings import Settings

__all__: list[str] = []

_PREFECT = {
    "PREFECT_HOME": str((Settings().home / "prefect").resolve()),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # failures are reported in Persian, with the piece
}
if "prefect" not in sys.modules:
    for _name, _value in _PREFECT.items():
        os.environ.setdefault(_name, _value)

end_with_parent()
