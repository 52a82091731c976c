"""Reads the YAML of scenarios, rubrics and techniques, and says in words what is wrong with a file."""

from trainer.library.shelf import FileLibrary, check

__all__ = ["FileLibrary", "check"]
