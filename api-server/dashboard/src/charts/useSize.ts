import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** The size of its text, which readers may enlarge. */
  readonly em: number;
}

/** The size of an element in pixels, or null before it is laid out. */
export function useSize<Kind extends Element>(): [RefObject<Kind | null>, Size | null] {
  const place = useRef<Kind>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) {
      return;
    }
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      setSize((known) =>
        known !== null && known.width === width && known.height === height && known.em === em
          ? known
          : { width, height, em },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, size];
}
