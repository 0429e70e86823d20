const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** 1980-01-01 00:00, the first instant that a ZIP can hold: time 0, then (month 1 << 5) | day 1. */
const firstInstant = 0x0021_0000;

/**
 * A ZIP with every entry's time set to 1980-01-01, so that equal contents are equal bytes. Offsets from APPNOTE.TXT
 * 4.3: time and date follow each other, at 10 in a local header and at 12 in the central directory.
 * Throws when the bytes are no ZIP without a comment, as the DOCX writer makes it.
 */
export const withFixedTimes = (zip: Uint8Array): Uint8Array => {
  const bytes = Uint8Array.from(zip);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) throw new Error('no ZIP directory at the end');
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry += 1) {
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(at, true) !== centralHeader || view.getUint32(local, true) !== localHeader) {
      throw new Error('damaged ZIP directory');
    }
    view.setUint32(at + 12, firstInstant, true);
    view.setUint32(local + 10, firstInstant, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
};
