import type { Instant } from '../domain/days.ts';

/** The part of a DOCX that says who made it and when. The library would write the present time and no fitting author. */
export const docxProperties = (title: string, atTime: Instant): { path: string; data: string } => {
  const time = `${new Date(atTime).toISOString().slice(0, 19)}Z`;
  return {
    path: 'docProps/core.xml',
    data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:creator>IMR Casework</dc:creator><dc:language>en-US</dc:language><cp:lastModifiedBy>IMR Casework</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified></cp:coreProperties>`,
  };
};
