"""The data model: what a page, a layout and a plan are. Imports nothing else of the project."""
