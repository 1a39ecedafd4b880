"""PDFs that mean harm, broken ones, and what must not come of them."""
