"""Publication: what is due, the ledger of stored objects, the lists of stories, stories as readers see them."""
