"""From layout to the plan: metadata, initiatives, milestones, gains, key figures, references."""
