"""Fitting the assistant's weights on development data: ranking, evidence and live risk."""
