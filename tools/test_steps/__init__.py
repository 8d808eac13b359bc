"""The steps of `tools/test`: a file a concern. Every step runs, whatever became of those before it."""
