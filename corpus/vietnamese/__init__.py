"""Vietnamese as ward documents and their readers write it: one idea a file."""
