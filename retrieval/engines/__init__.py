"""One search engine a module, each behind a protocol of `retrieval.protocols`."""
