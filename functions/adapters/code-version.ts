import manifest from '../../package.json' with { type: 'json' };

/** Stands in the metadata of every object that a step writes. */
export const codeVersion: string = manifest.version;
