"""The province's plan in the database: campaigns, crisis notices, shared messages."""
