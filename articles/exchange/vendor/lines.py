"""The lines of a body as readers see them, each with the pieces of the tree that it is made of."""

from selectolax.lexbor import LexborHTMLParser

INLINE = frozenset(
    "a b strong em i u s span font sub sup small big mark ruby rb rt rp abbr ins del label".split()
)


class Line:
    """Text between two breaks; `block` is the element that it stands in."""

    def __init__(self, block):
        self.block, self.nodes = block, []

    @property
    def raw(self):
        """The text as it stands in the source."""
        return "".join(node.text_content for node in self.nodes)

    @property
    def text(self):
        """The text with single spaces."""
        return " ".join(self.raw.split())

    def remove(self):
        """Take the line out, with the breaks before it and whatever holds nothing then."""
        self.remove_breaks()
        remove_all(self.nodes)

    def remove_breaks(self):
        top = self.nodes[0]
        while top.prev is None and top.parent.tag in INLINE:
            top = top.parent
        while (before := top.prev) is not None and (before.tag == "br" or is_blank(before)):
            before.decompose()

    def cut_from(self, start):
        """Take out what stands behind the first `start` characters of `raw`."""
        behind = []
        for node in self.nodes:
            words = node.text_content
            if start <= 0:
                behind.append(node)
            elif start < len(words):
                node.replace_with(words[:start].rstrip())
            start -= len(words)
        remove_all(behind)


def parsed(body):
    """Return the body element of a piece of HTML."""
    return LexborHTMLParser(f"<body>{body}").body


def pieces(body):
    """Return the Lines and the elements of pictures of a tree, in their order."""
    found, line = [], None
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            block = block_of(node)
            if line is None or block.mem_id != line.block.mem_id:
                line = None
                if is_blank(node):
                    continue
                line = Line(block)
                found.append(line)
            line.nodes.append(node)
        elif node.tag not in INLINE:
            line = None
            if node.tag == "img":
                found.append(node)
    return found


def lines(body):
    """Return the Lines of a tree."""
    return [piece for piece in pieces(body) if isinstance(piece, Line)]


def is_blank(node):
    return node.tag == "-text" and not node.text_content.strip()


def block_of(node):
    """Return the element of a node that makes lines of its own."""
    node = node.parent
    while node.tag in INLINE:
        node = node.parent
    return node


def closest(node, tag):
    """Return the element of a tag that the node stands in, or None."""
    while node is not None and node.tag != tag:
        node = node.parent
    return node


def remove_all(nodes):
    """Take the texts of a line out; the blank ones first, for they go with what holds nothing else."""
    for node in sorted(nodes, key=is_blank, reverse=True):
        if is_blank(node):
            node.decompose()
        else:
            remove(node)


def remove(node):
    """Take a node out, and the elements around it that hold nothing then."""
    parent = node.parent
    node.decompose()
    while parent.tag not in ("body", "td", "th", "tr"):
        if not all(
            child.tag == "br" or is_blank(child) for child in parent.iter(include_text=True)
        ):
            return
        parent, empty = parent.parent, parent
        empty.decompose()
