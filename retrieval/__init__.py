"""What answers a question: search over passages, and the sentences that hold the answer."""
