"""A data set told on one page: a self-contained HTML file to send to a colleague."""
