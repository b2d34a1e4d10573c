"""The write side: documents to passages to index."""
