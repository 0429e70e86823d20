/**
 * Timers by the wall clock, for waits of seconds to years. JavaScript's own timers fire at once beyond 2^31 ms and do
 * not notice when the machine slept; so the clock is looked at again at least once a minute.
 */
const longestSleepMs = 60_000;

type Timer = { atMs: number; fire: () => void; isCancelled: boolean };
export type CancelTimer = () => void;
export type TimerQueue = { at(atMs: number, fire: () => void): CancelTimer; close(): void };

const siftDown = (heap: Timer[], from: number): void => {
  let at = from;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const a = heap[child];
      const b = heap[least];
      if (a && b && a.atMs < b.atMs) least = child;
    }
    const [a, b] = [heap[at], heap[least]];
    if (least === at || !a || !b) return;
    heap[at] = b;
    heap[least] = a;
    at = least;
  }
};

const push = (heap: Timer[], timer: Timer): void => {
  let at = heap.push(timer) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up];
    if (!parent || parent.atMs <= timer.atMs) return;
    heap[at] = parent;
    heap[up] = timer;
    at = up;
  }
};

const pop = (heap: Timer[]): void => {
  const last = heap.pop();
  if (last && heap.length > 0) {
    heap[0] = last;
    siftDown(heap, 0);
  }
};

export const createTimerQueue = (now: () => number): TimerQueue => {
  const heap: Timer[] = [];
  let sleeping: NodeJS.Timeout | undefined;

  const sleep = (): void => {
    clearTimeout(sleeping);
    while (heap[0]?.isCancelled) pop(heap);
    const first = heap[0];
    if (first) sleeping = setTimeout(wake, Math.min(Math.max(0, first.atMs - now()), longestSleepMs));
  };
  const wake = (): void => {
    for (let first = heap[0]; first && (first.isCancelled || first.atMs <= now()); first = heap[0]) {
      pop(heap);
      if (!first.isCancelled) first.fire();
    }
    sleep();
  };

  let cancelled = 0;
  /** Cancelled timers leave when their time comes; when they are the most, they are thrown out together. */
  const compact = (): void => {
    cancelled += 1;
    if (cancelled < 1_000 || cancelled * 2 < heap.length) return;
    const kept = heap.filter((timer) => !timer.isCancelled);
    heap.length = 0;
    for (const timer of kept) push(heap, timer);
    cancelled = 0;
  };

  return {
    at(atMs, fire) {
      const timer: Timer = { atMs, fire, isCancelled: false };
      push(heap, timer);
      if (heap[0] === timer) sleep();
      return () => {
        if (timer.isCancelled) return;
        timer.isCancelled = true;
        compact();
      };
    },
    close() {
      clearTimeout(sleeping);
      heap.length = 0;
    },
  };
};
