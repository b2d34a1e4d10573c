"""The measuring side: questions, measures, peers and report; it uses the assistant as a person would."""
