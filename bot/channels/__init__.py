"""One channel a module: how a question comes in and an answer goes out."""
