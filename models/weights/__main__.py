"""The last step of set-up: `python -m models.weights`."""

from models.weights.loading import main

main()
