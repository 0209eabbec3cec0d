"""Pages of licences: they translate, nothing else."""
