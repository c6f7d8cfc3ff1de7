"""Findings formats that are declared as data: where records lie, how fields map, how the tool says that it failed."""
