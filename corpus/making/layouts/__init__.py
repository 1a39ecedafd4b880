"""One module a layout, each with `render(content) -> bytes`, the PDF."""
