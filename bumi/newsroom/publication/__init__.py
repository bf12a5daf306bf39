"""Publication: due pieces, the ledger of stored objects, lists of stories, and stories as readers see them."""
