"""Models behind an OpenAI-compatible server, and the ones that need none."""
