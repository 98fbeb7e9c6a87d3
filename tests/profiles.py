"""ICC profiles made by hand, as ICC.1 lays them out: of wide-gamut screens and of a press."""

import struct
from itertools import product

# Red, green and blue as XYZ under D50, and how light follows the number: exponents, or sRGB's curve.
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
DISPLAY_P3 = (
    ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    SRGB_CURVE,
)
ADOBE_RGB = (
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    (2.19921875,),
)
D50 = (0.96420, 1.0, 0.82491)
# What ink on paper looks like, as CIE Lab: the paper, and each ink alone; all else is nearly black.
PAPER = (95, 0, -2)
INKS = {(1, 0, 0, 0): (55, -37, -50), (0, 1, 0, 0): (48, 74, -3), (0, 0, 1, 0): (89, -5, 93)}
BLACK = (16, 0, 0)


def fixed(*numbers):
    """Return numbers as s15Fixed16Number."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def of_screen(primaries, curve):
    """Return the profile of a screen with three primaries and one curve for all of them."""
    tags = {
        f"{name}XYZ": b"XYZ \0\0\0\0" + fixed(*xyz)
        for name, xyz in zip("rgb", primaries, strict=True)
    }
    kind = {1: 0, 5: 3}[len(curve)]
    tags |= {
        f"{name}TRC": b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + fixed(*curve)
        for name in "rgb"
    }
    return profile(b"mntr", b"RGB ", b"XYZ ", tags)


def of_press():
    """Return the profile of a press, by which full ink is never as bright as on a screen."""
    looks = [INKS.get(inks, BLACK if any(inks) else PAPER) for inks in product((0, 1), repeat=4)]
    table = bytes(
        channel for light, a, b in looks for channel in (round(light * 2.55), a + 128, b + 128)
    )
    straight = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    return profile(b"prtr", b"CMYK", b"Lab ", {"A2B0": lut + straight * 4 + table + straight * 3})


def profile(kind, space, connected, tags):
    """Return the profile with these tags, of version 4."""
    text = "made for a test".encode("utf-16-be")
    named = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text
    tags = {"desc": named, "cprt": named, "wtpt": b"XYZ \0\0\0\0" + fixed(*D50)} | tags
    entries, body = b"", b""
    for name, content in tags.items():
        place = 128 + 4 + 12 * len(tags) + len(body)
        entries += name.encode() + struct.pack(">II", place, len(content))
        body += content + b"\0" * (-len(content) % 4)
    content = struct.pack(">I", len(tags)) + entries + body
    size = struct.pack(">I", 128 + len(content))
    when = struct.pack(">6H", 2026, 3, 2, 12, 0, 0)
    header = size + b"\0\0\0\0" + b"\x04\x30\0\0" + kind + space + connected + when + b"acsp"
    return header.ljust(68, b"\0") + fixed(*D50) + b"\0" * 48 + content
