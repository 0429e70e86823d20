const width = 30;

/** A bar that redraws itself on a terminal; elsewhere one line at the end. */
export const progressBar = (label: string, out: NodeJS.WriteStream = process.stdout) => {
  let last = '';
  return {
    show: (done: number, all: number): void => {
      const share = all === 0 ? 1 : done / all;
      const filled = Math.round(share * width);
      last = `${label} [${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.round(share * 100)} %`;
      if (out.isTTY) out.write(`\r${last}`);
    },
    end: (): void => void out.write(out.isTTY ? '\n' : `${last}\n`),
  };
};
