"""How the reader is trained: what tells the sentence and the words that answer from those that only look like it."""
