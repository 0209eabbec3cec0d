"""Views of the portal: they translate, nothing else."""
