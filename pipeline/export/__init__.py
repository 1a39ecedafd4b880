"""A data set in the files of other people's tools: Excel, DuckDB, SQLite."""
