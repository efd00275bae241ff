"""Pictures that are bombs or half there, and QR codes that lead where they should not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import segno
from PIL import Image

from app.fetching import Reason
from tests.app.local_https import always, response
from tests.hostile.case import Case, Sent
from tests.hostile.files import PNG, chunk
from tests.hostile.honest import honest_badge
from tests.hostile.web import HostileWeb, leads_to

TOO_LARGE = "indeterminate CONTAINER_TOO_LARGE"
DAMAGED = "indeterminate CONTAINER_DAMAGED"
EMPTY = "indeterminate PICTURE_EMPTY"
NOT_READ = "indeterminate PICTURE_NOT_READ"
UNREACHABLE = "indeterminate URL_UNREACHABLE"
TEN_MEGABYTES = 10 * 1024 * 1024
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}


def picture(make: Callable[[], bytes], expected: str, media_type: str = "image/png") -> Case:
    """Send a picture; it is made when its turn comes, for some take a while."""
    return Case(lambda _: Sent(make(), media_type), expected)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Write a picture."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def qr(text: str, kind: str = "PNG") -> bytes:
    """Draw a QR code."""
    drawn = io.BytesIO()
    segno.make(text, micro=False).save(drawn, kind="png", scale=4, border=4)
    return saved(Image.open(drawn).convert("RGB"), kind)


def code(text: str, expected: str = EMPTY, reason: Reason | None = None, kind: str = "PNG") -> Case:
    """Send a picture of a QR code."""
    return Case(lambda _: Sent(qr(text, kind), MEDIA_TYPES[kind]), expected, reason)


def leads_to_picture(web: HostileWeb, depth: int) -> bytes:
    """Draw a code that leads to a picture with a code, and so on; a good badge at the end."""
    address = web.publish("/qr/end", always(response(honest_badge())))
    for step in range(depth):
        address = web.publish(f"/qr/{depth}-{step}", always(response(qr(address))))
    return qr(address)


def leads_to_itself(web: HostileWeb) -> Sent:
    """Draw a code with the address of its own picture."""
    drawn = qr(web.url("/qr/itself"))
    web.publish("/qr/itself", always(response(drawn, headers={"Content-Type": "text/html"})))
    return Sent(drawn, "image/png")


def page_of_itself(web: HostileWeb) -> Sent:
    """Draw a code that leads to a page that calls itself a credential."""
    link = b'<html><head><link rel="alternate" type="application/vc" href="/page-of-itself">'
    return Sent(qr(web.publish("/page-of-itself", always(response(link)))), "image/png")


def page_that_leads_inside(web: HostileWeb) -> Sent:
    """Draw a code that leads to a page that links to the metadata service."""
    link = b"<html><link rel=alternate type=application/vc href=https://169.254.169.254/latest>"
    return Sent(qr(web.publish("/page-inside", always(response(link)))), "image/png")


def page_of_links(web: HostileWeb) -> Sent:
    """Draw a code that leads to a page with ten thousand credentials."""
    links = (
        f'<link rel="alternate" type="application/vc" href="/{n}">'.encode() for n in range(10_000)
    )
    return Sent(
        qr(web.publish("/links", always(response(b"<html>" + b"".join(links))))), "image/png"
    )


def header_only(width: int, height: int, *, depth: int = 8, colour: int = 6) -> bytes:
    """Write a PNG whose header promises much."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """Give nine million pixels of one colour, all that is decoded, in 16 bits each."""
    row = b"\0" + bytes(3000 * 8)
    header = struct.pack(">IIBBBBB", 3000, 3000, 16, 6, 0, 0, 0)
    packed = zlib.compress(row * 3000, 1)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def interlaced() -> bytes:
    """Give the same in seven passes."""
    return saved(Image.new("RGBA", (4000, 4000)), "PNG").replace(
        b"\x08\x06\0\0\0", b"\x08\x06\0\0\1"
    )


def animated() -> bytes:
    """Give a picture of two thousand frames."""
    frames = [Image.new("L", (64, 64), number % 256) for number in range(2000)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def animated_gif() -> bytes:
    """Give the same as a GIF."""
    frames = [Image.new("L", (64, 64), number % 256) for number in range(2000)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def corners(module: int, side: int) -> bytes:
    """Fill a picture with the corners of QR codes: the work of telling them apart explodes."""
    corner = Image.new("L", (9 * module, 9 * module), 255)
    for inset, shade in ((1, 0), (2, 255), (3, 0)):
        corner.paste(shade, (inset * module, inset * module, *((9 - inset) * module,) * 2))
    row = Image.new("L", (side, corner.height), 255)
    for x in range(0, side, corner.width):
        row.paste(corner, (x, 0))
    whole = Image.new("L", (side, side), 255)
    for y in range(0, side, corner.height):
        whole.paste(row, (0, y))
    return saved(whole)


def codes(count: int) -> bytes:
    """Draw many codes with different addresses."""
    tiles = [
        Image.open(io.BytesIO(qr(f"https://a{n}.example/"))).convert("L") for n in range(count)
    ]
    wide = Image.new("L", (tiles[0].width * 5, tiles[0].height * (count // 5)), 255)
    for number, tile in enumerate(tiles):
        wide.paste(tile, (number % 5 * tile.width, number // 5 * tile.height))
    return saved(wide)


def progressive(scans: int) -> bytes:
    """Write a progressive JPEG that repeats its last scan."""
    noise = Image.effect_noise((400, 400), 40)
    whole = saved(noise, "JPEG", progressive=True, quality=30)
    last = whole.rindex(b"\xff\xda")
    scan = whole[last:-2]
    return whole[:-2] + scan * scans + whole[-2:]


def jpeg_of(width: int, height: int) -> bytes:
    """Write a small JPEG whose frame says it is large."""
    small = bytearray(saved(Image.new("L", (64, 64)), "JPEG"))
    at = small.index(b"\xff\xc0") + 5
    small[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(small)


def webp_of(width: int, height: int) -> bytes:
    """Write an extended WebP whose canvas is large."""
    body = struct.pack("<B3x", 0x10) + (width - 1).to_bytes(3, "little")
    body += (height - 1).to_bytes(3, "little")
    chunks = b"WEBPVP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def gif_of(width: int, height: int) -> bytes:
    """Write a GIF whose screen is large."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def padded(data: bytes) -> bytes:
    """Fill up to all that is read."""
    return data + bytes(TEN_MEGABYTES - len(data))


def pdf_of_objects() -> bytes:
    """Write ten megabytes of small objects, and no table of them."""
    objects = b"".join(b"%d 0 obj<</A 1>>endobj\n" % number for number in range(1, 400_000))
    return (b"%PDF-1.7\n" + objects)[: TEN_MEGABYTES - 64] + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def pdf_of_table() -> bytes:
    """Write a table of half a million objects."""
    lines = b"0000000000 00000 n \n" * 500_000
    return b"%PDF-1.7\nxref\n0 500000\n" + lines + b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"


def pdf_of_entries() -> bytes:
    """Write a cross-reference stream of two million entries, a byte each."""
    packed = zlib.compress(bytes(2_000_000), 9)
    head = b"<</Type/XRef/Size 2000000/W[0 1 0]/Root 1 0 R/Filter/FlateDecode/Length "
    stream = b"%d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    return b"%PDF-1.7\n1 0 obj" + head + stream + b"startxref\n9\n%%EOF"


def zip_of_one() -> bytes:
    """Pack ten megabytes that do not pack."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as packing:
        packing.writestr("a.json", bytes(TEN_MEGABYTES - 1000))
    return written.getvalue()


CASES = {
    "PNG of nine million pixels in 16 bits": picture(png_bomb, EMPTY),
    "PNG of seven passes that is none": picture(interlaced, DAMAGED),
    "PNG of four thousand million pixels": picture(lambda: header_only(65_535, 65_535), TOO_LARGE),
    "PNG as wide as a number can be": picture(lambda: header_only(2**31 - 1, 1), TOO_LARGE),
    "PNG of no height": picture(lambda: header_only(10, 0), DAMAGED),
    "PNG without its pixels": picture(lambda: header_only(300, 300), DAMAGED),
    "PNG cut in the middle": picture(
        lambda: saved(Image.effect_noise((300, 300), 50))[:9000], DAMAGED
    ),
    "PNG of two thousand frames": picture(animated, EMPTY),
    "PNG of ten megabytes after its end": picture(lambda: padded(qr("nothing")), EMPTY),
    "PNG one byte above ten megabytes": picture(
        lambda: padded(qr("nothing")) + b"x", "413 TOO_LARGE"
    ),
    "PNG of a strip": picture(lambda: saved(Image.new("L", (1_000_000, 2))), EMPTY),
    "JPEG of four thousand million pixels": picture(
        lambda: jpeg_of(65_500, 65_500), TOO_LARGE, "image/jpeg"
    ),
    "JPEG that promises sixty million pixels": picture(
        lambda: jpeg_of(8000, 7900), EMPTY, "image/jpeg"
    ),
    "JPEG of a hundred scans": picture(lambda: progressive(100), TOO_LARGE, "image/jpeg"),
    "JPEG of twenty scans": picture(lambda: progressive(10), EMPTY, "image/jpeg"),
    "JPEG cut in the middle": picture(
        lambda: saved(Image.effect_noise((300, 300), 50), "JPEG")[:4000], DAMAGED, "image/jpeg"
    ),
    "JPEG's mark alone": picture(lambda: b"\xff\xd8\xff", DAMAGED, "image/jpeg"),
    "WebP of a large canvas": picture(lambda: webp_of(16_383, 16_383), TOO_LARGE, "image/webp"),
    "WebP of nine million pixels": picture(
        lambda: saved(Image.new("L", (3000, 3000)), "WEBP", lossless=True), TOO_LARGE, "image/webp"
    ),
    "GIF of four thousand million pixels and none": picture(
        lambda: gif_of(65_535, 65_535), DAMAGED, "image/gif"
    ),
    "GIF of two thousand frames": picture(animated_gif, EMPTY, "image/gif"),
    "GIF without a picture": picture(lambda: gif_of(10, 10), DAMAGED, "image/gif"),
    "HEIC": picture(lambda: b"\0\0\0\x18ftypheic" + bytes(100), NOT_READ, "image/png"),
    "TIFF": picture(lambda: b"II*\0" + bytes(100), NOT_READ, "image/png"),
    "corners of codes, a pixel each": picture(lambda: corners(1, 3400), EMPTY),
    "corners of codes, two pixels each": picture(lambda: corners(2, 3400), EMPTY),
    "corners of codes, three pixels each": picture(lambda: corners(3, 3400), EMPTY),
    "corners of codes in a smaller picture": picture(lambda: corners(1, 1000), EMPTY),
    "noise": picture(lambda: saved(Image.effect_noise((2000, 2000), 90)), EMPTY),
    "twenty codes": picture(lambda: codes(20), "indeterminate CONTAINER_SEVERAL"),
    "code with a script": code("javascript:alert(1)"),
    "code with file:": code("file:///etc/passwd"),
    "code with data:": code("data:application/json,{}"),
    "code with a network's password": code("WIFI:S:school;T:WPA;P:secret;;"),
    "code with two lines": code("https://a.example/\nhttps://b.example/"),
    "code that leads to this machine": code(
        "https://127.0.0.1/", UNREACHABLE, Reason.NUMERIC_HOST, "JPEG"
    ),
    "code that leads to the metadata service": code(
        "http://169.254.169.254/latest/meta-data/", UNREACHABLE, Reason.NOT_HTTPS
    ),
    "code that leads inside by DNS": Case(
        lambda web: Sent(qr(web.url("/inside", leads_to("10.0.0.1")), "GIF"), "image/gif"),
        UNREACHABLE,
        Reason.PRIVATE_ADDRESS,
    ),
    "code with a credential that was changed": Case(
        lambda _: Sent(qr(honest_badge().decode().replace("Šola", "Sola"), "WEBP"), "image/webp"),
        "failed SIGNATURE_INVALID",
    ),
    "codes four pictures deep": Case(
        lambda web: Sent(leads_to_picture(web, 4), "image/png"), "indeterminate ADDRESS_CHAIN"
    ),
    "code of its own picture": Case(leads_to_itself, "indeterminate ADDRESS_CHAIN"),
    "code of a page that links to itself": Case(page_of_itself, "indeterminate ADDRESS_CHAIN"),
    "code of a page that leads inside": Case(
        page_that_leads_inside, UNREACHABLE, Reason.NUMERIC_HOST
    ),
    "code of a page of ten thousand links": Case(page_of_links, "indeterminate URL_IS_A_PAGE"),
    "PDF of ten megabytes of objects": picture(pdf_of_objects, DAMAGED, "application/pdf"),
    "PDF with a table of half a million": picture(pdf_of_table, TOO_LARGE, "application/pdf"),
    "PDF with a stream of two million entries": picture(pdf_of_entries, DAMAGED, "application/pdf"),
    "PDF of ten megabytes of nothing": picture(
        lambda: padded(b"%PDF-1.7\n"), DAMAGED, "application/pdf"
    ),
    "ZIP of ten megabytes in one file": picture(zip_of_one, TOO_LARGE, "application/zip"),
    "SVG of ten megabytes": picture(
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg">'.ljust(TEN_MEGABYTES - 6) + b"</svg>",
        "indeterminate CONTAINER_EMPTY",
        "image/svg+xml",
    ),
}
