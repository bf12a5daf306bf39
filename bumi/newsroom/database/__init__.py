"""The database: opening it, its schema, locks, backups and failures."""

from bumi.newsroom.database.newsroom import Newsroom, address_of, connect, open_newsroom, refuse_emptied

__all__ = ["Newsroom", "address_of", "connect", "open_newsroom", "refuse_emptied"]
