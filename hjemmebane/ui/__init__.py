"""The shared look: layouts, components, charts, one css file, one small script."""
