import { zipEntries } from '../word/unzip.ts';

/** What the first bytes of a file say that it is. Names and declared types are not believed. */
export type FileKind =
  | 'pdf'
  | 'tiff'
  | 'big-tiff'
  | 'jpeg'
  | 'png'
  | 'text'
  | 'zip'
  | 'word'
  | 'office'
  | 'e-mail'
  | 'program'
  | 'heic'
  | 'webp'
  | 'rtf'
  | 'unknown';

const startsWith = (bytes: Uint8Array, signature: readonly number[], offset = 0): boolean =>
  signature.every((byte, index) => bytes[offset + index] === byte);

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

const signatures: readonly { kind: FileKind; at: number; bytes: readonly number[] }[] = [
  { kind: 'tiff', at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'big-tiff', at: 0, bytes: [0x49, 0x49, 0x2b, 0x00] },
  { kind: 'big-tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2b] },
  { kind: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { kind: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'zip', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', at: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'zip', at: 0, bytes: [0x1f, 0x8b] },
  { kind: 'zip', at: 0, bytes: ascii('7z\u00bc\u00af') },
  { kind: 'zip', at: 0, bytes: ascii('Rar!') },
  { kind: 'office', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'program', at: 0, bytes: ascii('MZ') },
  { kind: 'program', at: 0, bytes: [0x7f, ...ascii('ELF')] },
  { kind: 'program', at: 0, bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { kind: 'program', at: 0, bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { kind: 'webp', at: 8, bytes: ascii('WEBP') },
  { kind: 'heic', at: 4, bytes: ascii('ftypheic') },
  { kind: 'heic', at: 4, bytes: ascii('ftypheix') },
  ...['hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif'].map((brand) => ({
    kind: 'heic' as const,
    at: 4,
    bytes: ascii(`ftyp${brand}`),
  })),
  { kind: 'rtf', at: 0, bytes: ascii('{\\rtf') },
];

/** A PDF may carry junk before its header; readers accept it within the first 1,024 bytes (ISO 32000-1, annex H.3). */
const pdfHeaderWithinBytes = 1024;

/** An Office document is a zip with a list of its content types; a text document has its text at a fixed place. */
const zipKind = (bytes: Uint8Array): FileKind => {
  const names = zipEntries(bytes)?.map(({ name }) => name);
  if (!names) return Buffer.from(bytes.subarray(0, 4096)).includes('[Content_Types].xml') ? 'office' : 'zip';
  if (names.includes('word/document.xml')) return 'word';
  return names.includes('[Content_Types].xml') || names[0] === 'mimetype' ? 'office' : 'zip';
};

export const fileKind = (bytes: Uint8Array): FileKind => {
  const known = signatures.find((signature) => startsWith(bytes, signature.bytes, signature.at));
  if (known?.kind === 'office' && isOutlookMessage(bytes)) return 'e-mail';
  if (known?.kind === 'zip' && startsWith(bytes, ascii('PK'))) return zipKind(bytes);
  if (known) return known.kind;
  const head = Buffer.from(bytes.subarray(0, pdfHeaderWithinBytes)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  if (isMail(head)) return 'e-mail';
  return looksLikeText(bytes) ? 'text' : 'unknown';
};

/** RFC 5322: a block of headers, one of which only mail programs write; a memorandum has From, To and Subject, too. */
const isMail = (head: string): boolean => {
  const headers = head.replaceAll('\r', '').split('\n\n')[0] ?? '';
  if (/^From \S+@\S+ /.test(headers)) return true;
  const isHeader = headers
    .split('\n')
    .slice(0, -1)
    .every((line) => /^(?:[A-Za-z][A-Za-z0-9-]*:|[ \t])/.test(line));
  return isHeader && /^(?:Received|Return-Path|MIME-Version|Delivered-To|Message-ID|Content-Type):/im.test(headers);
};

/** The names of its streams, in UTF-16 ([MS-OXMSG] 2.2). */
const isOutlookMessage = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('__properties_version1', 'utf16le'),
  );

const isTextControl = (byte: number): boolean => byte === 9 || byte === 10 || byte === 12 || byte === 13;

/** Plain text has no control bytes besides tab, line ends and form feed. UTF-16 is known by its byte order mark. */
const looksLikeText = (bytes: Uint8Array): boolean => {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return true;
  const sample = bytes.subarray(0, 65_536);
  for (const byte of sample) if ((byte < 32 && !isTextControl(byte)) || byte === 127) return false;
  return true;
};
