"""Reading: of the sentences found, which one answers, and which of its words are the answer."""
