"""`python -m bumi.cli` is `bumi`, for where the program is not on the path."""

from bumi.cli import main

main()
