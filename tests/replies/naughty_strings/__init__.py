"""
What programs have stumbled over, and what was made to make them stumble.

``blns.json`` is the Big List of Naughty Strings as it comes with the package blns
2.0.4, unchanged; its licence (MIT) stands beside it. The others are our own.
"""

import json
from pathlib import Path

LIST = json.loads(Path(__file__).with_name("blns.json").read_text(encoding="utf-8"))
OWN = [
    # What no text may hold, or nothing that can be stored.
    "a\0b",
    "a\ud800b",
    "\udfff\udbff",
    "bell \x07",
    "\ufffe \uffff \U0001fffe",
    # What hides, turns or buries the text around it.
    "\u202egro.elpmaxe",
    "\u2066\u202eright\u2069\u2066left",
    "\u2069\u202c",
    "\u200b\u200d\u2060\ufeff",
    "Am\u200bin\u00ada",
    "a" + "\u0301" * 500,
    "line\u2028para\u2029next\x85",
    # Headers, in a mail or an answer.
    "Amina\r\nBcc: everybody@example.org",
    "Amina\nContent-Type: text/html\n\n<b>",
    "amina@example.org\r\nBcc: everybody@example.org",
    "Amina%0d%0aSet-Cookie: a=b",
    "=?utf-8?q?everybody=40example.org=2C?=@example.com",
    '"=?utf-8?b?PGI+?="@example.com',
    # Addresses that are accepted, and more than meets the eye.
    '"<script>alert(1)</script>"@example.com',
    "'onfocus=alert(1)&quot;@example.com",
    "{{request}}@example.com",
    "+1+1@example.com",
    # Out of an attribute, an element, a script, a comment, a section.
    '" onfocus="alert(1)" autofocus="',
    "' onmouseover='alert(1)",
    "` onclick=alert(1) ",
    "</script><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "</title><svg/onload=alert(1)>",
    "</bdi></p></article></template>",
    "<!--",
    "--><script>alert(1)</script>",
    "]]>",
    "<![CDATA[<b>",
    "<?xml version='1.0'?>",
    "&lt;script&gt;&#60;b&#62;&amp;amp;&#0;",
    "<b\n>One\n\n</b>Two\r\n\r\n\r\nThree\n<br>",
    # Addresses of websites.
    "javascript:alert(1)",
    " \tJaVa\tScRiPt\n:alert(1)",
    "\x01javascript://example.org/%0aalert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//example.org",
    "https://example.org@evil.example/",
    "https://example.org\\@evil.example/",
    "https://xn--pple-43d.example/",
    "https://\u0430pple.example/",
    "https://example\u3002org/",
    "https://example.org/\"onclick='alert(1)'<b>&amp;",
    "https://example.org/?a=1&lt=2&copy=3",
    "https://[::1]/",
    "https://[",
    # Formulas.
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "=cmd|' /C calc'!A0",
    # Templates and formats.
    "{{ request }}",
    "{% debug %}{% include 'x' %}{# #}",
    "{% endautoescape %}{{ 7|add:7 }}",
    "%(name)s %s %% {0} {name}",
]
# Where nothing was typed there is nothing to try.
STRINGS = list(dict.fromkeys(string for string in [*LIST, *OWN] if string))
