"""From the data set to the tables that compare municipalities and years: `build.py` shows the whole way."""
