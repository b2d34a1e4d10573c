"""What we hold: the documents, the data that goes with them, and the only way to read both."""
