"""
Replies from other systems, and to them.

Each kind of file is read into lines of the same shape, that of ``json_lines``; what
is checked, stored and left out is told from those alone.
"""
