const names: Record<string, string> = {
  pdf: 'Letter (PDF)',
  html: 'Letter (HTML)',
  docx: 'Letter (Word)',
  json: 'Determination (JSON)',
  'fhir.json': 'FHIR bundle',
  'evidence.json': 'Evidence index',
};

/** The issued determination in each of its forms, the PDF first. */
export const DeterminationLinks = ({ formats, open }: { formats: string[]; open: (format: string) => void }) => {
  const order = Object.keys(names);
  const sorted = formats.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  return formats.length === 0 ? null : (
    <section aria-labelledby="determination-title" class="card good">
      <h2 id="determination-title">Final determination</h2>
      <div class="row">
        {sorted.map((format, index) => (
          <button key={format} type="button" class={index === 0 ? 'primary' : ''} onClick={() => open(format)}>
            {names[format] ?? format}
          </button>
        ))}
      </div>
    </section>
  );
};
