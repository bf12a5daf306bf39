"""What is logged stays one line, and as it is read: nobody's words can forge a second line or turn one about."""

import logging

from bumi.persian.characters import UNSEEN

__all__ = ["guard_lines"]

_BREAKS = str.maketrans({char: ascii(char)[1:-1] for char in "\n\r\x0b\x0c\x85\u2028\u2029"})


class _Guarded(logging.LogRecord):
    """A record whose message has its line breaks written out, and nothing that nobody sees."""

    def getMessage(self) -> str:
        return UNSEEN.sub("", super().getMessage()).translate(_BREAKS)


def guard_lines() -> None:
    """Guard the lines of every logger of this process, whoever writes them where."""
    logging.setLogRecordFactory(_Guarded)
