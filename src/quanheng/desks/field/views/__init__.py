"""Pages and sendings of the inspectors' desk."""
