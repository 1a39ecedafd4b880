"""Pages of the documentation that are made from the code: commands, columns, themes, codes of problems, figures."""
