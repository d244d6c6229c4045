"""Converters: one open data set in, spaCy Docs out."""
