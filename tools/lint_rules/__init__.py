"""The rules of `tools/lint`: a file a concern, each with its list of RULES."""
