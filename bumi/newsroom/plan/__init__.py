"""The province's plan in the database: campaigns, crises, shared messages."""
