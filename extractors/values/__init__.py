"""What printed words mean: times, amounts, laws, directions, municipalities."""
