"""The read side: from a question to a cited answer, or to "the guidance does not cover this"."""
