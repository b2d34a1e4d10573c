"""The read side: from a question to a cited answer, or to "the guidance does not cover this"."""

VERSION = "0.1.0"
