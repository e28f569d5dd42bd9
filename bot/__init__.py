"""How people ask: Telegram, the web page and the terminal."""

import os

# A question is read in one thread: two would wait for each other over matrices this small, and several people ask at once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
