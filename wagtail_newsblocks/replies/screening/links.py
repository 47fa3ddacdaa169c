"""Addresses in what a reader typed, also where they pretend not to be any."""

import re
import unicodedata

from .look_alikes import visible

# Of domains without "www." or a scheme, only what is one beyond doubt: "e.g." and
# "3.5" are none, and where somebody forgot a space after a full stop, "Wait.to" and
# "No.It" are sentences.
DOMAINS = (
    "app|bet|biz|blog|bond|casino|click|club|com|dev|icu|info|mobi|net|online|org|pro|"
    "sbs|shop|store|stream|vip|website|xxx|xyz|xn--[a-z0-9-]+|рф|укр|бел|срб|中国|中國"
)
# Of the countries' only those that are no words of languages written in Latin letters.
COUNTRIES = (
    "ae|ar|au|bg|br|by|ca|cc|ch|cl|cn|co|cz|de|dk|ee|eg|eu|fi|fr|gr|hk|hr|hu|ie|io|"
    "ir|jo|jp|ke|kr|kz|lb|lt|lv|ly|ma|mx|ng|nl|nz|ph|pk|pl|pt|pw|qa|ro|rs|ru|sa|sg|"
    "sk|su|sy|tk|tn|tr|tv|tw|ua|uk|vn|ws|za"
)
# As some write a domain so that no robot sees it.
HIDDEN_DOT = re.compile(
    r"[。]|\s?[\[({]\s?(?:\.|dot|punkt|point|نقطة)\s?[\])}]\s?", re.IGNORECASE
)
LINK = re.compile(
    rf"""
    (?: \b (?: https? | hxxps? | ftp ) \s? :// \S+ )      # hxxp: meant to be mended
    | (?: \b www \. \S+ )
    | (?: \[ (?: url | link | img | email ) \s? [=\]] [^\]\s]* )      # BBCode
    | (?: < \s? a \s [^>]{{,200}}? \b href [^>\s]* )                  # HTML
    | (?: (?<! [\w.@-] ) (?: [\w.+-]{{1,64}} @ )? (?: [\w-]+ \. )+
          (?: {DOMAINS} | (?-i: {COUNTRIES} ) | (?-i: [a-z]{{2,}} ) (?= / \w ) )
          (?! [\w-] | \. \w ) (?: / \S* )? )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_links(text: str) -> list[str]:
    """Return what leads elsewhere, each once, as a browser would understand it."""
    text = visible(unicodedata.normalize("NFKC", text))
    text = HIDDEN_DOT.sub(".", text)
    found = (match.group().rstrip(".,;:!?)\"'’”»") for match in LINK.finditer(text))
    return list(dict.fromkeys(found))
