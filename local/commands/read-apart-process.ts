// The process of `read-apart.ts`: reads the one document that it is told and hands over its pages one by one.
import { readHere, type ReadMessage } from './read-apart.ts';

const say = (message: ReadMessage): void => void process.send?.(message);

const [file = '', ...deadly] = process.argv.slice(2);
say(
  await readHere(file, {
    keep: (page) => say({ page }),
    detect: (detect) => say({ detect }),
    begin: (begin, all) => say({ begin, all }),
    deadly: new Set(deadly.map(Number)),
  }),
);
