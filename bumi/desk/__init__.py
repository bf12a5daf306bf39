"""The desk (میز تحریریه): the web pages where teams submit and editors decide, and the API for agencies' programs."""
