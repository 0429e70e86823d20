import { S3Error } from './s3-error.ts';

/** One element as read: its local name, its own text, its child elements in order. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

type Content = string | number | boolean | undefined;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
// Characters that XML 1.0 cannot carry at all, even as a reference.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"\r]/g, (character) => escapes[character] ?? character).replace(forbidden, '\ufffd');

/** `<name>text</name>`, or nothing when the text is undefined. */
export const leaf = (name: string, text: Content): string =>
  text === undefined ? '' : `<${name}>${escapeXml(String(text))}</${name}>`;

/** `<name>...</name>` around ready-made XML. */
export const branch = (name: string, ...inner: string[]): string => `<${name}>${inner.join('')}</${name}>`;

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A whole document whose root is in S3's namespace. */
export const s3Document = (root: string, ...inner: string[]): string =>
  `${declaration}<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner.join('')}</${root}>`;

/** A whole document without a namespace: S3 writes its errors so. */
export const plainDocument = (root: string, ...inner: string[]): string => declaration + branch(root, ...inner);

const malformed = (): S3Error =>
  new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);?/gi, (_whole, name: string) => {
    if (name.startsWith('#')) {
      const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
      if (!(code <= 0x10ffff)) throw malformed();
      return String.fromCodePoint(code);
    }
    const character = entities[name];
    if (character === undefined) throw malformed();
    return character;
  });

// Comments and processing instructions are skipped; CDATA is text; a DOCTYPE never matches, so it is refused.
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/** Reads a small XML document. Throws `MalformedXML`. */
export const parseXml = (source: string): XmlElement => {
  const top: XmlElement = { name: '', text: '', children: [] };
  const open = [top];
  const text = source.replace(/^\ufeff/, '');
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const parent = open.at(-1);
    if (!match || !parent) throw malformed();
    const [, cdata, closing, qualifiedName, , selfClosing, characters] = match;
    if (cdata !== undefined) parent.text += cdata;
    else if (characters !== undefined) parent.text += unescapeXml(characters);
    else if (qualifiedName !== undefined) {
      const name = qualifiedName.replace(/^.*:/, '');
      if (closing) {
        if (open.length < 2 || parent.name !== name) throw malformed();
        open.pop();
        continue;
      }
      const element: XmlElement = { name, text: '', children: [] };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (open.length !== 1 || !root || others.length > 0 || top.text.trim() !== '') throw malformed();
  return root;
};

/** As `parseXml`, and the root must have this name. */
export const parseXmlDocument = (source: string, rootName: string): XmlElement => {
  const root = parseXml(source);
  if (root.name !== rootName) throw malformed();
  return root;
};

export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const childNamed = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** The text of a child, or undefined when there is no such child. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  childNamed(element, name)?.text.trim();

/** The text of a child that must be there. Throws `MalformedXML`. */
export const requiredText = (element: XmlElement, name: string): string => {
  const text = childText(element, name);
  if (text === undefined) throw malformed();
  return text;
};

/** The text of a child exactly as written, spaces included: for keys and tags. Throws `MalformedXML`. */
export const requiredRawText = (element: XmlElement, name: string): string => {
  const found = childNamed(element, name);
  if (!found) throw malformed();
  return found.text;
};
