import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { lineOf } from './call-api.ts';

const retryMilliseconds = 1500;

export type Polled<T> = { value: T | undefined; error: string | undefined; refresh: () => void };

/**
 * Loads now and again after `milliseconds(value)`, as long as the page is shown; undefined stops. A failure keeps the
 * last value, shows its line, and is tried again.
 */
export const usePoll = <T>(
  load: () => Promise<T>,
  milliseconds: (value: T) => number | undefined,
  key: string,
): Polled<T> => {
  const [state, setState] = useState<{ value?: T; error?: string }>({});
  const latest = useRef({ load, milliseconds });
  latest.current = { load, milliseconds };
  const runs = useRef<() => void>(() => {});

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (wait: number | undefined): void => {
      if (!stopped && wait !== undefined) timer = setTimeout(run, wait);
    };
    const run = (): void => {
      clearTimeout(timer);
      if (document.hidden) {
        again(1000);
        return;
      }
      void loadOnce();
    };
    const loadOnce = async (): Promise<void> => {
      try {
        const value = await latest.current.load();
        if (stopped) return;
        setState({ value });
        again(latest.current.milliseconds(value));
      } catch (error) {
        if (stopped) return;
        setState((before) => ({ ...before, error: lineOf(error) }));
        again(retryMilliseconds);
      }
    };
    runs.current = run;
    setState({});
    run();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [key]);

  const refresh = useCallback(() => runs.current(), []);
  return { value: state.value, error: state.error, refresh };
};
