"""Plans with a known truth: content, structure and layout are drawn, the pages set by several engines."""
