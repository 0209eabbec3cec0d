"""How certificates show on a screen."""
