"""What other programs read in the files that jixiao wrote. Called with a folder of files of one form each: name.html is what is expected,
beside it name.docx, .xlsx, .ofd, .pdf. Prints a line a fault; the last line says what was looked at, and what was not for want of a tool."""

import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile


class Cells(html.parser.HTMLParser):
    """The texts of the cells of a page, in order."""

    def __init__(self):
        super().__init__()
        self.cells, self.open = [], None

    def handle_starttag(self, tag, attributes):
        if tag in ("td", "th"):
            self.open = ""
        elif tag == "br" and self.open is not None:
            self.open += "\n"

    def handle_data(self, data):
        if self.open is not None:
            self.open += data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.open is not None:
            self.cells.append(self.open)
            self.open = None


def squeezed(text):
    return re.sub(r"\s+", "", text)


def expected(page):
    cells = Cells()
    cells.feed(page.read_text(encoding="utf-8"))
    return [squeezed(cell) for cell in cells.cells if squeezed(cell)]


# Signs that LibreOffice prints from a font without a map back to characters.
UNMAPPED = str.maketrans("", "", "≦≧")

faults, looked, skipped = [], {}, set()


def fault(path, what):
    faults.append(f"{path.name}: {what}")


def in_order(path, cells, text, who):
    """Every cell's text stands in the text, one behind the other."""
    at = 0
    for cell in cells:
        found = text.find(cell, at)
        if found < 0:
            fault(path, f"{who}: “{cell[:40]}” is missing or out of order")
            return
        at = found + len(cell)


def package(path):
    """Parts, relations and content types of an Office package."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        trees = {}
        for name in names:
            if name.endswith((".xml", ".rels")):
                try:
                    trees[name] = xml.fromstring(archive.read(name))
                except xml.ParseError as error:
                    fault(path, f"{name} is not well-formed: {error}")
    if path.suffix == ".ofd":
        needed = {"OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"}
        for part in needed - names:
            fault(path, f"{part} is missing")
        space = "{http://www.ofdspec.org/2016}"
        for page in trees["Doc_0/Document.xml"].iter(space + "Page"):
            if "Doc_0/" + page.get("BaseLoc") not in names:
                fault(path, f"page {page.get('BaseLoc')} is missing")
        return
    types = trees.get("[Content_Types].xml")
    if types is None:
        fault(path, "[Content_Types].xml is missing")
        return
    space = "{http://schemas.openxmlformats.org/package/2006/content-types}"
    defaults = {node.get("Extension") for node in types.iter(space + "Default")}
    overrides = {node.get("PartName").lstrip("/") for node in types.iter(space + "Override")}
    for part in overrides - names:
        fault(path, f"a content type for {part}, which is missing")
    for name in names - {"[Content_Types].xml"}:
        if name not in overrides and name.rsplit(".", 1)[-1] not in defaults:
            fault(path, f"{name} has no content type")
    space = "{http://schemas.openxmlformats.org/package/2006/relationships}"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = pathlib.PurePosixPath(name).parent.parent
        ids = [node.get("Id") for node in tree.iter(space + "Relationship")]
        if len(ids) != len(set(ids)):
            fault(path, f"{name} has an Id twice")
        for node in tree.iter(space + "Relationship"):
            if node.get("TargetMode") == "External":
                continue
            target = node.get("Target")
            parts = [] if target.startswith("/") else list(folder.parts)
            for part in target.strip("/").split("/"):
                if part == "..":
                    parts.pop()
                elif part != ".":
                    parts.append(part)
            if "/".join(parts) not in names:
                fault(path, f"{name} leads to {target}, which is missing")


def word(path, cells):
    import docx

    document = docx.Document(path)
    texts = []
    for table in document.tables:
        seen = set()
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    texts.append(squeezed(cell.text))
    in_order(path, cells, "\n".join(texts), "python-docx")


def excel(path, cells):
    import openpyxl

    texts = []
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    text = squeezed(str(cell.value))
                    if cell.data_type == "n" and cell.number_format.endswith("%"):
                        text = None
                    texts.append(text)
    said = {text for text in texts if text is not None}
    for cell in cells:
        number = re.fullmatch(r"-?[0-9.,]+%?", cell)
        if cell not in said and not number:
            fault(path, f"openpyxl: “{cell[:40]}” is missing")


def ofd(path, cells):
    import ofdkit

    text = squeezed(ofdkit.extract_text(str(path)))
    # Cells of several lines are told line by line, with those beside them between; their characters are all there.
    for cell in cells:
        if cell not in text and any(c not in text for c in cell):
            fault(path, f"ofdkit: “{cell[:40]}” is missing")
    whole = [cell for cell in cells if cell in text and len(cell) > 3 and text.count(cell) == 1]
    places = [text.find(cell) for cell in whole]
    for before, after, cell in zip(places, places[1:], whole[1:]):
        # A merged label stands in the middle of its rows, and a row of tall cells is told line by line.
        if after < before - 1000:
            fault(path, f"ofdkit: “{cell[:40]}” is out of order")


def office(paths):
    """LibreOffice's print of the Word files holds every cell in order."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run(command + [str(path) for path, _ in paths], capture_output=True, timeout=600)
        for path, cells in paths:
            printed = pathlib.Path(folder) / (path.stem + ".pdf")
            if not printed.exists():
                fault(path, "LibreOffice printed nothing")
                continue
            text = subprocess.run(["pdftotext", "-raw", str(printed), "-"], capture_output=True, text=True).stdout
            text = re.sub(r"—\s*\d+\s*—", "", text)
            text = squeezed(text).translate(UNMAPPED)
            in_order(path, [cell.translate(UNMAPPED) for cell in cells], text, "LibreOffice")


def main(folder):
    printed = []
    for page in sorted(pathlib.Path(folder).glob("*.html")):
        cells = expected(page)
        for suffix, look in ((".docx", word), (".xlsx", excel), (".ofd", ofd)):
            path = page.with_suffix(suffix)
            package(path)
            try:
                look(path, cells)
                looked[suffix] = looked.get(suffix, 0) + 1
            except ImportError as error:
                skipped.add(error.name)
        printed.append((page.with_suffix(".docx"), cells))
    if shutil.which("soffice") and shutil.which("pdftotext"):
        office(printed)
        looked["LibreOffice"] = len(printed)
    else:
        skipped.add("soffice, pdftotext")
    for line in faults:
        print(line)
    print("looked at", looked, "without", sorted(skipped))


main(sys.argv[1])
