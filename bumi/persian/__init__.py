"""Persian as a language: characters, numbers, dates, morphology, verbs, informal forms, half-spaces, spelling."""
