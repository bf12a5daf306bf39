"""The database: connections, schema migrations, locks, backups and error messages."""

from bumi.newsroom.database.newsroom import Newsroom, address_of, connect, newsroom_of, open_newsroom, refuse_emptied

__all__ = ["Newsroom", "address_of", "connect", "newsroom_of", "open_newsroom", "refuse_emptied"]
