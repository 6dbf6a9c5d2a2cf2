"""Design: base templates, components, styles and scripts that every room shows itself with."""
