"""What was published: files become documents, documents become passages, and a store keeps them."""
