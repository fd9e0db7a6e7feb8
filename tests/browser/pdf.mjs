/** PDFs for the tests, made by hand: pages of Chinese lines in a font that is named and not embedded. */

/**
 * @param {{ x: number, y: number, size: number, text: string }[][]} pages Lines in the order in which they are drawn;
 *   a page without any has only a drawing, like a scanned one.
 * @param {{ encrypted?: boolean }} [options]
 * @returns {Buffer}
 */
export function pdf(pages, { encrypted = false } = {}) {
  /** @type {string[]} */
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${6 + 2 * n} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R " +
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 " +
      "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ];
  pages.forEach((lines, n) => {
    const drawing = lines.map(
      ({ x, y, size, text }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`,
    );
    const stream = drawing.length > 0 ? drawing.join("\n") : "0 0 500 700 re f";
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${7 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    );
  });
  if (encrypted) {
    const key = "AB".repeat(32);
    objects.push(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >>`);
  }
  let out = "%PDF-1.4\n";
  const places = objects.map((object, n) => {
    const at = out.length;
    out += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, "0");
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${at} 00000 n \n`).join("")}`;
  const lock = encrypted ? ` /Encrypt ${objects.length} 0 R /ID [<00> <00>]` : "";
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

/**
 * A page of one column.
 *
 * @param {string} text
 */
export function column(text) {
  return text
    .trim()
    .split("\n")
    .map((line, n) => ({
      x: 50 + (line.length - line.trimStart().length) * 10,
      y: 740 - 16 * n,
      size: 10,
      text: line.trim(),
    }))
    .filter((line) => line.text !== "");
}

/** @param {string} text */
function hex(text) {
  return Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase();
}
