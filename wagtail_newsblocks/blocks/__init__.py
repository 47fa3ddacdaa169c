"""The blocks. These import paths stand in sites' migrations and never change."""

from .article import (
    HeadingBlock,
    MediaEmbedBlock,
    NewsStreamBlock,
    ParagraphBlock,
    PhotoBlock,
    PhotoValue,
    ResolvedPhoto,
)
from .base import NewsBlock, NewsStructBlock, NewsStructValue, Resolved
from .changes import ChangeBlock, ChangeValue
from .errors import LocatedStreamBlock
from .fact_sheets import FactSheetBlock, FactSheetValue, ResolvedFactSheet
from .key_facts import KeyFactBlock, KeyFactValue
from .pull_quotes import PullQuoteBlock, PullQuoteValue, ResolvedPullQuote
from .quotations import QuotationBlock, QuotationValue, ResolvedQuotation
from .sources import ResolvedSource, SourceBlock, SourceValue
from .statistic_groups import StatisticGroupBlock, StatisticGroupValue
from .statistics import ResolvedStatistic, StatisticBlock, StatisticValue
from .trends import TrendPointBlock

__all__ = [
    "ChangeBlock",
    "ChangeValue",
    "FactSheetBlock",
    "FactSheetValue",
    "HeadingBlock",
    "KeyFactBlock",
    "KeyFactValue",
    "LocatedStreamBlock",
    "MediaEmbedBlock",
    "NewsBlock",
    "NewsStreamBlock",
    "NewsStructBlock",
    "NewsStructValue",
    "ParagraphBlock",
    "PhotoBlock",
    "PhotoValue",
    "PullQuoteBlock",
    "PullQuoteValue",
    "QuotationBlock",
    "QuotationValue",
    "Resolved",
    "ResolvedFactSheet",
    "ResolvedPhoto",
    "ResolvedPullQuote",
    "ResolvedQuotation",
    "ResolvedSource",
    "ResolvedStatistic",
    "SourceBlock",
    "SourceValue",
    "StatisticBlock",
    "StatisticGroupBlock",
    "StatisticGroupValue",
    "StatisticValue",
    "TrendPointBlock",
]
