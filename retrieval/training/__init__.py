"""How the embedding model and the re-ranker that ship with the project are made; only training needs torch."""
