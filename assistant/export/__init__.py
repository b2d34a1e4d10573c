"""Taking answers along: to the clipboard, to Word and to Markdown, references and all."""
