"""The terminal: one module a subcommand, each with what it asks for and what it does."""
