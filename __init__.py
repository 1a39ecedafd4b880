"""Plan PDFs to a traceable data set: read, run, load, tables, draw."""
