"""The server before the protocol's own referees: the official conformance suite and the Inspector."""
