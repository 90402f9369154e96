"""Our own charts: a frozen dataclass in, a drawing and its table twin out."""
