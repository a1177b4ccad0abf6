"""What the results of a class say: points, misconceptions, similar solutions, on one page."""
