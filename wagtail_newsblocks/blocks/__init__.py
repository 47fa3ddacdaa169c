"""The blocks. These import paths stand in sites' migrations and never change."""

from .article import (
    HeadingBlock,
    MediaEmbedBlock,
    NewsStreamBlock,
    ParagraphBlock,
    PhotoBlock,
)
from .base import NewsBlock, NewsStructBlock, NewsStructValue, Resolved
from .fact_sheets import FactSheetBlock
from .pull_quotes import PullQuoteBlock
from .quotations import QuotationBlock
from .sources import SourceBlock
from .statistic_groups import StatisticGroupBlock
from .statistics import StatisticBlock

__all__ = [
    "FactSheetBlock",
    "HeadingBlock",
    "MediaEmbedBlock",
    "NewsBlock",
    "NewsStreamBlock",
    "NewsStructBlock",
    "NewsStructValue",
    "ParagraphBlock",
    "PhotoBlock",
    "PullQuoteBlock",
    "QuotationBlock",
    "Resolved",
    "SourceBlock",
    "StatisticBlock",
    "StatisticGroupBlock",
]
