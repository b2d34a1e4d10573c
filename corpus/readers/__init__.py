"""From stored text to passages: one reader per kind of document."""
