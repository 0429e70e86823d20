import { steps } from '../functions/steps.ts';

/** Who may import whom: docs/architecture.md tells the story, this is the law. First zone that fits a file counts. */
export type Zone = {
  name: string;
  files: RegExp;
  /** What of the repository and of the packages its files may import. Their own folder is always allowed to cores. */
  may: readonly RegExp[];
  /** Only `import type`. */
  mayTypes?: readonly RegExp[];
  /** Plain data in, plain data out: no clock, no environment, no chance, no network. */
  isPure?: boolean;
};

const folders = [...new Set(steps.map((step) => step.folder))];
const domain = /^functions\/domain\//;
const copies = /^functions\/copies\//;
const word = /^functions\/word\//;
const tiff = /^functions\/tiff\//;
const pictures = /^functions\/pictures\//;
const adapters = /^functions\/adapters\//;
const chain = /^functions\/(define-step|define-routes|tools|chain)\.ts$/;
const builtIn = /^node:/;
const harmlessBuiltIn = /^node:(crypto|path|zlib|buffer)$/;
/** Any package but the tools of deployment and test, and nothing of the repository. */
const anyPackage =
  /^(?!(functions|infra|local|samples|web|test|bench|statemachines)\/)(?!aws-cdk|cdk-nag|constructs|@jest|jest)[@a-z]/;
/** Packages that turn bytes into other bytes. */
const documentPackages = /^(zod|pdfjs-dist|pdfkit|docx|@cantoo\/pdf-lib|@jsquash\/webp|utif2)(\/|$)/;

export const zones: readonly Zone[] = [
  { name: 'the step table', files: /^functions\/steps\.ts$/, may: [] },
  { name: 'the domain', files: /^functions\/domain\//, may: [/^zod$/, domain], isPure: true },
  {
    name: 'the adapters',
    files: adapters,
    may: [/^zod$/, /^@aws-sdk\//, builtIn, domain, adapters, /^functions\/steps\.ts$/],
  },
  {
    name: 'the chain of every handler',
    files: chain,
    may: [/^zod$/, /^@middy\//, builtIn, domain, adapters, chain, /^functions\/steps\.ts$/],
    mayTypes: [/^aws-lambda$/],
  },
  ...folders.flatMap((folder): Zone[] => [
    {
      name: `a handler of ${folder}`,
      files: new RegExp(`^functions/${folder}/([a-z-]+-)?handler\\.ts$`),
      may: [/^zod$/, harmlessBuiltIn, domain, adapters, chain, new RegExp(`^functions/${folder}/(?!.*handler\\.ts)`)],
    },
    {
      name: `the core of ${folder}`,
      files: new RegExp(`^functions/${folder}/`),
      may: [documentPackages, harmlessBuiltIn, domain, new RegExp(`^functions/${folder}/(?!.*handler\\.ts)`)],
      mayTypes: [/^fhir\//],
      isPure: true,
    },
  ]),
  {
    name: 'the check of a letter',
    files: /^functions\/check\//,
    // A letter may be read with the same eyes as a record (docs/decisions/0004).
    may: [documentPackages, harmlessBuiltIn, domain, /^functions\/check\//, /^functions\/extract\/extract-facts\.ts$/],
    isPure: true,
  },
  {
    name: 'the finding of copied pages',
    files: copies,
    // `register`, `ocr` and `chronology` each find copies with what they know (docs/decisions/0019).
    may: [documentPackages, harmlessBuiltIn, domain, copies],
    isPure: true,
  },
  {
    name: 'the reading of Word documents',
    files: word,
    may: [harmlessBuiltIn, word],
    isPure: true,
  },
  {
    name: 'the decoding of pictures',
    files: pictures,
    may: [documentPackages, harmlessBuiltIn, pictures],
    isPure: true,
  },
  {
    name: 'the reading of TIFF files',
    files: tiff,
    may: [/^utif2$/, tiff],
    isPure: true,
  },
  {
    name: 'the infrastructure',
    files: /^infra\//,
    may: [/^(aws-cdk-lib|constructs|cdk-nag|esbuild|zod)(\/|$)/, builtIn, /^infra\//, /^functions\/steps\.ts$/],
  },
  {
    name: 'the one-machine runtime',
    files: /^local\//,
    may: [anyPackage, domain, /^functions\/steps\.ts$/, /^local\//],
  },
  { name: 'the samples', files: /^samples\//, may: [anyPackage, /^samples\//] },
  {
    name: 'the page',
    files: /^web\//,
    may: [/^(preact|esbuild|pdfjs-dist|utif2)(\/|$)/, builtIn, /^web\//],
    mayTypes: [domain],
  },
  { name: 'the tests and benchmarks', files: /^(test|bench)\//, may: [/./] },
];

/** Where the law gives way, and why. One that nothing uses any more fails the test. */
export type Exception = { from: RegExp; to: RegExp; reason: string };

export const exceptions: readonly Exception[] = [
  {
    from: /^functions\/(review|assemble)\//,
    to: /^functions\/check\//,
    reason: 'The check is a shared pure core and no step: shown to the reviewer while writing, a gate before issue.',
  },
  {
    from: /^functions\/(register|ocr|chronology)\//,
    to: copies,
    reason: 'Copied pages are found by three steps: by what they draw before they are read, by their words after.',
  },
  {
    from: /^functions\/(register|ocr)\//,
    to: word,
    reason: 'A Word document has pages only once it is laid out: `register` counts what `ocr` reads.',
  },
  {
    from: /^(functions\/(register|ocr|copies)|local\/textract|web\/reviewer)\//,
    to: tiff,
    reason: 'What is counted, sent, read and shown of a TIFF is the same pages, decoded the same way.',
  },
  {
    from: /^(functions\/(ocr|copies)|local\/textract)\//,
    to: pictures,
    reason: 'The pictures of a page are decoded the same way whether they are read, judged or compared.',
  },
  {
    from: /^samples\/ccitt-g4\.ts$/,
    to: /^functions\/tiff\/ccitt-codes\.json$/,
    reason: 'One table of code words to write faxes by and to read them.',
  },
  {
    from: /^functions\/domain\/short-hash\.ts$/,
    to: /^node:crypto$/,
    reason: 'Ids of facts are hashes of their place: a pure function that needs no package.',
  },
  {
    from: /^functions\/adapters\/code-version\.ts$/,
    to: /^package\.json$/,
    reason: 'The code version in the metadata of every object is the version of the package.',
  },
  {
    from: /^functions\/review\/(open-review|review-findings)\.ts$/,
    to: adapters,
    reason: 'The reading half of the review handler, split off for length; it decides nothing.',
  },
  {
    from: /^functions\/(ocr\/open-pdf|pictures\/webp-picture|copies\/page-pictures|assemble\/font-path)\.ts$/,
    to: /^node:(module|fs)$/,
    reason: 'Character maps, fonts and decoders are files of packages, wherever they lie.',
  },
  {
    from: /^local\/commands\//,
    to: /^functions\/[a-z]+\/(?!.*handler\.ts)[a-z-]+\.ts$/,
    reason:
      'The commands ocr, extract, conflicts and check run the cores on a file, without a case or a state machine.',
  },
  {
    from: /^local\/textract\//,
    to: /^functions\/register\/(identify-document|file-signatures)\.ts$/,
    reason: 'The local Textract tells file types apart as the product does, so that both refuse the same files.',
  },
  {
    from: /^local\/textract\//,
    to: /^functions\/ocr\/textract-block\.ts$/,
    reason: 'The shape of a block, as the product reads it, is what the local Textract has to answer with.',
  },
  { from: /^local\/main\.ts$/, to: /^web\/build\.ts$/, reason: '`npm start` builds the page that it serves.' },
];

/** What a pure core must not ask for, besides imports. */
export const impurities = /\bprocess\.env\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bfetch\(/;
