"""Data frames and charts of a data set, for notebooks: with names instead of codes, in Danish."""
