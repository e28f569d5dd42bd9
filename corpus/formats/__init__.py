"""One file format a module: bytes become text."""
