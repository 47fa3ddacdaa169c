"""StreamField blocks for news articles in which every claim is data."""

__version__ = "0.1.0"
