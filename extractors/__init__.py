"""From a PDF to a plan: pages, layout and tables, plan."""
