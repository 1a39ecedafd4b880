"""The explorer: a data set in the browser, served to this computer alone."""
