"""The command line: thin commands, one boundary for errors."""
