"""The media store: bytes of images outside the database, under their SHA-256. The database says what they are.

An object is put before the transaction that names it, verified when it is read, and removed only long after nothing
names it any more.
"""
