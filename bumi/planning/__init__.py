"""The plan of the province: its calendar, campaigns, one voice, crises, and what is covered of what should be."""
