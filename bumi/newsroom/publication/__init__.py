"""Publication in the database: what is due, the ledger of stored objects, the order of stories."""
