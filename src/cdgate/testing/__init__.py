"""What plugin authors need for their tests: contracts, samples. Needs pytest and hypothesis only where a contract uses them."""
