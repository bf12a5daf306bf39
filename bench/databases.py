"""Empty newsrooms for the benches: one on SQLite, and one on PostgreSQL where the first argument names its database."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing

from bumi.newsroom.database import Newsroom, open_newsroom


def each_newsroom() -> Iterator[tuple[str, str, Newsroom]]:
    """Yield the name of each kind of database, its URL and its newsroom, which is closed before the next."""
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite:///{folder}/bench.db"} | ({"PostgreSQL": sys.argv[1]} if sys.argv[1:] else {})
        for name, url in urls.items():
            with closing(open_newsroom(url)) as newsroom:
                yield name, url, newsroom
