"""How wide each place of the paper shows a photo, as static/css/paper/ lays it out."""

# The margins of a page are 2.5rem together; from 71.5em on it grows no further.
NARROW = "calc(100vw - 2.5rem)"
MAIN = "(min-width: 70em) 696px, (min-width: 56.25em) calc(100vw - 26.5rem)"
# Place → value of an <img sizes>.
SIZES = {
    "top": "(min-width: 71.5em) 704px, (min-width: 56.25em) calc(100vw - 27.5rem), "
    f"(min-width: 37.5em) {NARROW}, 100vw",
    "opening": f"{MAIN}, (min-width: 37.5em) {NARROW}, 100vw",
    "text": f"{MAIN}, {NARROW}",
    # A little less than they are, so that 320 pixels do for screens of two and three a CSS pixel.
    "row": "(min-width: 37.5em) 160px, 106px",
    "small row": "106px",
    "aside": "96px",
    "pair": "(min-width: 56.25em) 160px, calc(50vw - 1.7rem)",
    "portrait": "64px",
    "block": "(min-width: 70em) 355px, (min-width: 56.25em) calc(53.5vw - 15.2rem), "
    f"(min-width: 37.5em) calc(53.5vw - 2.4rem), {NARROW}",
    "mosaic": "(min-width: 71.5em) 261px, (min-width: 56.25em) calc(25vw - 1.6rem), "
    "calc(50vw - 1.9rem)",
    "half mosaic": f"(min-width: 71.5em) 542px, (min-width: 56.25em) calc(50vw - 1.9rem), {NARROW}",
    "whole mosaic": f"(min-width: 71.5em) 1104px, {NARROW}",
    "gallery": "(min-width: 71.5em) 352px, (min-width: 56.25em) calc(33.3vw - 1.8rem), "
    f"(min-width: 37.5em) calc(50vw - 1.9rem), {NARROW}",
    "gallery first": "(min-width: 71.5em) 728px, (min-width: 56.25em) calc(66.7vw - 2.2rem), "
    f"{NARROW}",
}
# Beside so many others, counting itself.
SIZES |= {
    f"column of {count}": f"(min-width: 71.5em) {(1144 - 40 * count) // count}px, "
    f"(min-width: 56.25em) calc({100 / count:.1f}vw - 2.5rem), "
    f"(min-width: 37.5em) calc(50vw - 2.5rem), {NARROW}"
    for count in (1, 2, 3, 4)
}
