"""Prefect flows: each file has one thin flow over bumi/pipeline; deployments.py schedules them, local/ serves them.

Prefect reads its settings from the environment when it is first imported, so they are set here, before that
import: all files of Prefect are under .bumi/, and telemetry is off. The process in which Prefect runs a flow also
starts with this import, and from then on ends with its parent process.
"""

import os
from pathlib import Path

from bumi.lifetime import end_with_parent

__all__: list[str] = []

_PREFECT = {
    "PREFECT_HOME": str(Path(".bumi/prefect").resolve()),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "bumi",  # Prefect's pages show our log lines with their run
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # failures are reported in Persian, with the piece
}
for _name, _value in _PREFECT.items():
    os.environ.setdefault(_name, _value)

end_with_parent()
