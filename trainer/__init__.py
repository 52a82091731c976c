"""Practise difficult client talks: a scripted or model-spoken client, a mood held in code, ratings with evidence."""

__version__ = "0.1.0"
