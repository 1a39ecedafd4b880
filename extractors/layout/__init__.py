"""From words to blocks: lines, columns, reading order, headings, lists, furniture."""
