/** What an XML text consists of, in order. Names keep their prefix; an empty element opens and closes. */
export type XmlEvent =
  | { kind: 'open'; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and numbers; there are no others without a document type, which Office files may not have. */
const decoded = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return entities[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );

/** Walks well-formed XML. Comments, declarations and processing instructions are passed over; nothing is ever fetched. */
export function* xmlEvents(xml: string): Generator<XmlEvent> {
  const piece =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[!?][^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|([^<]+)/g;
  for (const [, data, closed, opened, rest, isEmpty, text] of xml.matchAll(piece)) {
    if (data !== undefined) yield { kind: 'text', text: data };
    else if (text !== undefined) yield { kind: 'text', text: decoded(text) };
    else if (closed !== undefined) yield { kind: 'close', name: closed };
    else if (opened !== undefined) {
      yield { kind: 'open', name: opened, attributes: attributesOf(rest ?? '') };
      if (isEmpty) yield { kind: 'close', name: opened };
    }
  }
}

const attributesOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
      name ?? '',
      decoded(double ?? single ?? ''),
    ]),
  );
