/**
 * The time of the stand-in. At speed 0 it stands still unless someone sleeps or advances it; at speed N it runs N times as
 * fast as the wall's, so that a throttle of 5 a second can be lived through quickly.
 */
export type VirtualClock = {
  now: () => Date;
  advance: (seconds: number) => void;
  sleep: (milliseconds: number) => Promise<void>;
};

export const virtualClock = (start: string | Date, speed = 0): VirtualClock => {
  const began = performance.now();
  let offset = new Date(start).getTime();
  const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return {
    now: () => new Date(offset + (performance.now() - began) * speed),
    advance: (seconds) => {
      offset += seconds * 1000;
    },
    sleep: (milliseconds) => {
      if (speed > 0) return wait(milliseconds / speed);
      offset += milliseconds;
      return wait(0);
    },
  };
};
