"""Addresses in what a reader typed, also where they pretend not to be any."""

import re

# Of domains without "www." or a scheme, only what is one beyond doubt: "e.g." and
# "3.5" are none, file names have endings that are countries, and where somebody
# forgot a space after a full stop, "Wait.to" is a sentence.
DOMAINS = (
    "app|bet|biz|blog|bond|casino|cc|click|club|cn|co|com|dev|eu|fr|icu|info|io|mobi|"
    "net|nl|online|org|pro|pw|ru|sbs|shop|store|stream|tk|tv|uk|vip|website|xyz"
)
LINK = re.compile(
    rf"""
    (?: \b (?: https? | hxxps? | ftp ) \s? :// \S+ )      # hxxp: meant to be mended
    | (?: \b www \. \S+ )
    | (?: \[ \s* (?: url | link | img ) \b [^\]\s]* )     # BBCode
    | (?: < \s* a \s+ [^>\s]* )                           # HTML
    | (?: (?<! [\w.@-] ) (?: [\w-]+ @ )? (?: [\w-]+ \. )+
          (?: (?: {DOMAINS} ) (?! [\w.-]*\w ) (?: / \S* )?
              | [a-z]{{2,}} / \S ) \S* )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_links(text: str) -> list[str]:
    """Return what leads elsewhere, each as it was typed."""
    return [match.group().rstrip(".,;:!?)\"'’”»") for match in LINK.finditer(text)]
