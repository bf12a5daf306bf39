"""Prefect flows: one thin flow a file runs what bumi/pipeline does, deployments.py schedules them, local/ serves them.

Prefect reads its settings from the environment when it is first imported, so they are set here, before any of
that: everything of Prefect's own lies under .bumi/, and nothing is reported to anybody. The process in which Prefect
runs a flow begins with this import too, and from here on it ends with the process that began it.
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
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # what fails is told in Persian, with its piece; `bumi up` asks for more
}
for _name, _value in _PREFECT.items():
    os.environ.setdefault(_name, _value)

end_with_parent()
