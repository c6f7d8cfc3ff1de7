"""Hardened parsing, public for plugin authors: one door per format."""
