"""Archives, batches, data sets and the command line."""
