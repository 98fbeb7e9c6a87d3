"""How wide each place of the paper shows a photo, as static/css/paper/ lays it out."""

# The margins of a page are 2.5rem together; from 71.5em on it grows no further, but for 100em.
NARROW = "calc(100vw - 2.5rem)"
STRIP = "min(17rem, 76vw)"
MAIN = "(min-width: 70em) 696px, (min-width: 56.25em) calc(100vw - 26.5rem)"
BESIDE = "(min-width: 37.5em) calc(53.5vw - 2.4rem)"
BLOCK = f"(min-width: 71.5em) 355px, (min-width: 56.25em) calc(35.6vw - 3.6rem), {BESIDE}"
WHOLE_BLOCK = f"(min-width: 71.5em) 573px, {BESIDE}"
# Place → how many pixels wide it is on screens of 100em and more.
WIDE = {
    "top": 648,
    "opening": 864,
    "text": 840,  # in the text a little less, and over both columns of a grid a little more
    "four": 423,
    "grid": 425,
    "row": 216,
    "lead row": 126,
    "related": 126,
    "related first": 430,
    "small row": 126,
    "aside": 135,
    "pair": 217,
    "block": 456,
    "whole block": 727,
    "later block": 456,
    "later whole block": 727,
    "mosaic": 332,
    "half mosaic": 686,
    "whole mosaic": 1395,
    "gallery": 449,
    "gallery first": 921,
}
# Place → value of an <img sizes> below that.
NARROWER = {
    "top": "(min-width: 71.5em) 552px, (min-width: 67.5em) calc(100vw - 37rem), "
    "(min-width: 56.25em) calc(100vw - 27.5rem), "
    f"(min-width: 37.5em) {NARROW}, 100vw",
    "opening": f"{MAIN}, (min-width: 37.5em) {NARROW}, 100vw",
    "text": f"{MAIN}, {NARROW}",
    "four": "(min-width: 70em) 336px, (min-width: 56.25em) calc(50vw - 14rem), "
    "calc(50vw - 1.75rem)",
    "grid": "(min-width: 70em) 342px, (min-width: 56.25em) calc(50vw - 13.6rem), calc(50vw - 1.6rem)",
    # A little less than they are, so that 320 pixels do for screens of two and three a CSS pixel.
    "row": "(min-width: 37.5em) 160px, 106px",
    "lead row": "(min-width: 67.5em) 88px, 106px",
    "related": "(min-width: 56.25em) 106px, (min-width: 37.5em) 160px, 106px",
    "related first": "(min-width: 71.5em) 340px, (min-width: 56.25em) calc(50vw - 15rem), "
    "(min-width: 37.5em) 160px, 106px",
    "small row": "106px",
    "aside": "96px",
    "pair": "(min-width: 56.25em) 160px, calc(50vw - 1.7rem)",
    "portrait": "64px",
    "block": f"{BLOCK}, {NARROW}",
    "whole block": f"{WHOLE_BLOCK}, {NARROW}",
    "later block": f"{BLOCK}, 106px",
    "later whole block": f"{WHOLE_BLOCK}, 106px",
    "mosaic": "(min-width: 71.5em) 261px, (min-width: 56.25em) calc(25vw - 1.6rem), "
    f"(min-width: 37.5em) calc(50vw - 1.9rem), {STRIP}",
    "half mosaic": f"(min-width: 71.5em) 542px, (min-width: 56.25em) calc(50vw - 1.9rem), "
    f"(min-width: 37.5em) {NARROW}, {STRIP}",
    "whole mosaic": f"(min-width: 71.5em) 1104px, (min-width: 37.5em) {NARROW}, {STRIP}",
    "gallery": "(min-width: 71.5em) 352px, (min-width: 56.25em) calc(33.3vw - 1.8rem), "
    f"(min-width: 37.5em) calc(50vw - 1.9rem), {NARROW}",
    "gallery first": "(min-width: 71.5em) 728px, (min-width: 56.25em) calc(66.7vw - 2.2rem), "
    f"{NARROW}",
}
# Place → value of an <img sizes>.
SIZES = {
    place: f"(min-width: 100em) {WIDE[place]}px, {sizes}" if place in WIDE else sizes
    for place, sizes in NARROWER.items()
}
