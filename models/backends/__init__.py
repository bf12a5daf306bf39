"""What writes: models of transformers on this machine, and models behind OpenAI-compatible servers."""
